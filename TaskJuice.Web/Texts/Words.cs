using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using TaskJuice.Core.Naming;

namespace TaskJuice.Web.Texts;

/// <summary>
/// Every sentence the product says, by key, in the language of the request. A key is the name of a file in this folder, a dot and a name
/// in that file: <c>Connect.Cancel</c>. Places in a sentence are numbered: <c>{0}</c>. What fills one cannot turn the words around it.
/// </summary>
public sealed class Words(IStringLocalizerFactory localizers)
{
    private static readonly string Assembly = typeof(Words).Assembly.GetName().Name!;

    private readonly ConcurrentDictionary<string, IStringLocalizer> _files = new();

    /// <summary>The sentence with its places filled.</summary>
    /// <exception cref="InvalidOperationException">There is no such sentence.</exception>
    public string this[string key, params object?[] values] => Fill(Find(key), values);

    /// <summary>
    /// The sentence in the form the language wants for a number: <c>key.one</c>, <c>key.other</c> and what else it has. The number is
    /// <c>{0}</c>; what follows are <c>{1}</c> and on.
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
            : string.Format(CultureInfo.CurrentCulture, text, [.. values.Select(value => value is string name ? WritingDirection.Isolated(name) : value)]);
    }
}
