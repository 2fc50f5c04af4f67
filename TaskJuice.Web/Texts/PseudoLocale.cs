using System.Globalization;
using System.Text;

namespace TaskJuice.Web.Texts;

/// <summary>
/// A pseudo-locale for testing: each text in brackets, with accents, and forty percent longer. Text that remains plain is hard-coded; text
/// without its closing bracket is truncated.
/// </summary>
internal static class PseudoLocale
{
    public const string Name = "qps-Ploc";
    public const char Opening = '⟦';
    public const char Closing = '⟧';

    private const double Longer = 0.4;
    private const string Plain = "aceinosuyACEINOSUY";
    private const string Accented = "åçéîñöšûýÅÇÉÎÑÖŠÛÝ";

    public static bool IsCurrent => CultureInfo.CurrentUICulture.Name.Equals(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The pseudo-localized text, with its placeholders unchanged.</summary>
    public static string Of(string text)
    {
        var result = new StringBuilder().Append(Opening);
        var inPlace = false;
        foreach (var letter in text)
        {
            inPlace = letter == '{' || (inPlace && letter != '}');
            var index = inPlace ? -1 : Plain.IndexOf(letter);
            result.Append(index < 0 ? letter : Accented[index]);
        }

        var more = (int)Math.Ceiling(text.Length * Longer);
        for (var added = 0; added < more; added++)
            result.Append(added % 6 == 0 ? ' ' : '~');
        return result.Append(Closing).ToString();
    }
}
