using Microsoft.AspNetCore.Http.Metadata;

namespace TaskJuice.Web.Security;

/// <summary>The page takes forms that are longer than the usual ones. Routing tells the server, before anything is read.</summary>
/// <param name="kilobytes">How long.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LargestFormAttribute(int kilobytes) : Attribute, IRequestSizeLimitMetadata
{
    /// <inheritdoc />
    public long? MaxRequestBodySize => kilobytes * 1024;
}
