using System.Text.RegularExpressions;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Repeats what a provider said: a sentence as its words, and a code as a code, which nobody has to take for words.</summary>
internal static partial class ProviderSaid
{
    public static string Said(this Words words, string app, string said) => words[Code().IsMatch(said) ? "Calls.SaidCode" : "Calls.Said", app, said];

    // One word with a joint in it, or in capitals: invalid_auth, invalidAuth, E1042.
    [GeneratedRegex("^([A-Za-z0-9]+([_.:-][A-Za-z0-9]+)+|[a-z]+([A-Z][a-z0-9]+)+|[A-Z0-9]*[0-9][A-Z0-9]*)\\z")]
    private static partial Regex Code();
}
