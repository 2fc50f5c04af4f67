using System.Globalization;
using System.Resources;
using TaskJuice.Core.Naming;

namespace TaskJuice.Core.Mailing;

/// <summary>
/// The texts of emails, by key, from Mails.resx. They are in Core rather than with the texts of the pages, because the Worker composes
/// emails and has no request to take a language from.
/// </summary>
internal static class MailWords
{
    private static readonly CultureInfo Language = CultureInfo.GetCultureInfo("en");

    internal static readonly ResourceManager Texts = new("TaskJuice.Core.Mailing.Mails", typeof(MailWords).Assembly);

    public static string Of(string key, params object[] values) =>
        string.Format(Language, Find(key), [.. values.Select(value => value is string text ? WritingDirection.Isolated(text) : value)]);

    /// <summary>The text for a number, which is {0}: <c>key.none</c>, <c>key.one</c> or <c>key.other</c>.</summary>
    public static string Count(string key, int number) => Of($"{key}.{number switch { 0 => "none", 1 => "one", _ => "other" }}", number);

    private static string Find(string key) =>
        Texts.GetString(key, Language) ?? throw new InvalidOperationException($"There is no text {key}.");
}
