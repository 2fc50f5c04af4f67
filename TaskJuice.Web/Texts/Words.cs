using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using TaskJuice.Core.Naming;

namespace TaskJuice.Web.Texts;

/// <summary>
/// All texts of the product, by key, in the language of the request. A key consists of the name of a file in this folder, a dot and a name
/// in that file: <c>Connect.Cancel</c>. Placeholders are numbered: <c>{0}</c>. Inserted values cannot reorder the text around them.
/// </summary>
public sealed class Words(IStringLocalizerFactory localizers)
{
    private static readonly string Assembly = typeof(Words).Assembly.GetName().Name!;

    private readonly ConcurrentDictionary<string, IStringLocalizer> _files = new();

    /// <summary>The text with its placeholders filled.</summary>
    /// <exception cref="InvalidOperationException">The text does not exist.</exception>
    public string this[string key, params object?[] values] => Fill(Find(key), values);

    /// <summary>
    /// The text in the plural form for a number: <c>key.one</c>, <c>key.other</c> and any others of the language. The number is <c>{0}</c>;
    /// the values are <c>{1}</c> and on.
    /// </summary>
    public string Count(string key, int number, params object?[] values) =>
        Fill(Find($"{key}.{Plural.Form(CultureInfo.CurrentUICulture, number)}"), [number, .. values]);

    private string Find(string key)
    {
        var dot = key.IndexOf('.');
        var file = _files.GetOrAdd(key[..dot], name => localizers.Create($"Texts.{name}", Assembly));
        var text = file[key[(dot + 1)..]];
        return text.ResourceNotFound ? throw new InvalidOperationException($"There is no text {key}.") : text.Value;
    }

    private static string Fill(string text, object?[] values)
    {
        if (PseudoLocale.IsCurrent)
            text = PseudoLocale.Of(text);
        return values.Length == 0 ? text
            : string.Format(CultureInfo.CurrentCulture, text, [.. values.Select(value =>
                value is string name ? WritingDirection.Isolated(name) : value)]);
    }
}
