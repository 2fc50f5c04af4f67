using System.Globalization;

namespace TaskJuice.Web.Texts;

/// <summary>Selects the plural form for a number, by the Unicode CLDR rules for integers.</summary>
internal static class Plural
{
    /// <summary>One of zero, one, two, few, many, other.</summary>
    public static string Form(CultureInfo culture, int number) => culture.TwoLetterISOLanguageName switch
    {
        "ja" or "ko" or "zh" or "th" or "vi" or "id" => "other",
        "fr" or "pt" => number is 0 or 1 ? "one" : "other",
        "pl" => number == 1 ? "one" : IsFew(number) ? "few" : "many",
        "ru" or "uk" => number % 10 == 1 && number % 100 != 11 ? "one" : IsFew(number) ? "few" : "many",
        "cs" or "sk" => number switch { 1 => "one", >= 2 and <= 4 => "few", _ => "other" },
        _ => number == 1 ? "one" : "other",
    };

    private static bool IsFew(int number) => number % 10 is >= 2 and <= 4 && number % 100 is < 12 or > 14;
}
