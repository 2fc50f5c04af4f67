using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Catalog;

/// <summary>One error in an app file.</summary>
/// <param name="File">The file's name, or its path when it is in the operator's directory.</param>
/// <param name="Line">The 1-based line; 0 when the error concerns the whole file.</param>
/// <param name="Key">The path of the key, such as <c>methods[0].oauth.token</c>; empty when the error concerns the whole file.</param>
/// <param name="Message">What is wrong and what is expected, in one sentence.</param>
public sealed record CatalogError(string File, int Line, string Key, string Message)
{
    /// <summary>The format that editors and build logs turn into a link: <c>file:line: key: sentence</c>.</summary>
    public override string ToString() =>
        string.Join(": ", new[] { Line > 0 ? $"{File}:{Line}" : File, Key, Message }.Where(part => part.Length > 0));
}

/// <summary>Reports every error in every app file, so that one start shows them all.</summary>
/// <param name="errors">At least one error.</param>
public sealed class CatalogException(IReadOnlyList<CatalogError> errors)
    : OptionsValidationException("Catalog", typeof(AppCatalog), errors.Select(error => error.ToString()))
{
    /// <inheritdoc />
    public override string Message =>
        "The app catalog cannot be loaded:" + string.Concat(Errors.Select(error => $"{Environment.NewLine}  {error}"));

    /// <summary>The errors, ordered by file and line.</summary>
    public IReadOnlyList<CatalogError> Errors => errors;
}
