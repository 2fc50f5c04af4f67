using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Catalog;

/// <summary>One thing that is wrong in one app file.</summary>
/// <param name="File">The file's name, or its path when it comes from the operator's directory.</param>
/// <param name="Line">The line, counted from 1; 0 when the whole file is meant.</param>
/// <param name="Key">The path of the key, such as <c>methods[0].oauth.token</c>; empty when the whole file is meant.</param>
/// <param name="Message">What is wrong and what would be right, as one sentence.</param>
public sealed record CatalogError(string File, int Line, string Key, string Message)
{
    /// <summary>The form editors and build logs turn into a link: <c>file:line: key: sentence</c>.</summary>
    public override string ToString() =>
        string.Join(": ", new[] { Line > 0 ? $"{File}:{Line}" : File, Key, Message }.Where(part => part.Length > 0));
}

/// <summary>Says everything that is wrong in every app file, so that one start shows all of it.</summary>
/// <param name="errors">At least one error.</param>
public sealed class CatalogException(IReadOnlyList<CatalogError> errors)
    : OptionsValidationException("Catalog", typeof(AppCatalog), errors.Select(error => error.ToString()))
{
    /// <inheritdoc />
    public override string Message => "The app catalog cannot be loaded:" + string.Concat(Errors.Select(error => $"{Environment.NewLine}  {error}"));

    /// <summary>What is wrong, in the order of files and lines.</summary>
    public IReadOnlyList<CatalogError> Errors => errors;
}
