using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Identifies the external account, as far as the connection's name does not.</summary>
public static class AccountIdentity
{
    /// <param name="account">The account.</param>
    /// <param name="app">Its app, or null when the catalog no longer contains it.</param>
    /// <param name="isAlike">True when another account of the app has the same name: if nothing else distinguishes them, the provider's id
    /// does.</param>
    public static string Of(Connection account, App? app, bool isAlike)
    {
        var typed = (app?.Fields ?? []).Select(field => account.Settings.GetValueOrDefault(field.Key));
        List<string> parts = [.. ((string?[])[account.ExternalName, account.ExternalDetail, .. typed]).OfType<string>()
            .Where(part => part.Length > 0 && part != account.Label).Distinct()];
        var isNamed = account.ExternalDetail is not null || (account.ExternalName is not null && account.ExternalName != account.Label);
        if (isAlike && !isNamed && !account.HasFingerprint)
            parts.Add(account.ExternalAccountId);
        return string.Join(" · ", parts);
    }
}
