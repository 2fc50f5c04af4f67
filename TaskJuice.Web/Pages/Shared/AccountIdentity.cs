using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>Whose account it is at the provider, as far as the name it has here does not say so.</summary>
public static class AccountIdentity
{
    /// <param name="account">The account.</param>
    /// <param name="app">Its app, or null when the catalog no longer carries it.</param>
    /// <param name="isAlike">True when another account of the app has the same name: if nothing else tells them apart, the provider's own id does.</param>
    public static string Of(Connection account, App? app, bool isAlike)
    {
        var typed = (app?.Fields ?? []).Select(field => account.Settings.GetValueOrDefault(field.Key));
        List<string> parts = [.. ((string?[])[account.ExternalName, account.ExternalDetail, .. typed]).OfType<string>().Where(part => part.Length > 0 && part != account.Label).Distinct()];
        var isNamed = account.ExternalDetail is not null || (account.ExternalName is not null && account.ExternalName != account.Label);
        if (isAlike && !isNamed && !account.HasFingerprint)
            parts.Add(account.ExternalAccountId);
        return string.Join(" · ", parts);
    }
}
