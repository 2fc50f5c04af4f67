using System.Text.RegularExpressions;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Displays a provider's message: a sentence as a quotation, and a code as a code, which is not to be translated.</summary>
internal static partial class ProviderSaid
{
    public static string Said(this Words words, string app, string said) =>
        words[Code().IsMatch(said) ? "Calls.SaidCode" : "Calls.Said", app, said];

    // A single word with a separator, or in capitals: invalid_auth, invalidAuth, E1042.
    [GeneratedRegex("^([A-Za-z0-9]+([_.:-][A-Za-z0-9]+)+|[a-z]+([A-Z][a-z0-9]+)+|[A-Z0-9]*[0-9][A-Z0-9]*)\\z")]
    private static partial Regex Code();
}
