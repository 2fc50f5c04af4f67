using Microsoft.AspNetCore.Http.Metadata;

namespace TaskJuice.Web.Security;

/// <summary>
/// Raises the size limit for forms of this page. The server applies it from the endpoint's metadata, before reading the body.
/// </summary>
/// <param name="kilobytes">The limit.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LargestFormAttribute(int kilobytes) : Attribute, IRequestSizeLimitMetadata
{
    /// <inheritdoc />
    public long? MaxRequestBodySize => kilobytes * 1024;
}
