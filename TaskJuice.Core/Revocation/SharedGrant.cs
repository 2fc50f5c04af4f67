using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;

namespace TaskJuice.Core.Revocation;

/// <summary>
/// What a provider ties an access to. Several connections of an account may stand on the same one, and ending it for one of them ends it
/// for all.
/// </summary>
/// <param name="AccountId">The account whose connections count.</param>
/// <param name="Apps">Slugs of the apps that the same client connects: to the provider they are one.</param>
/// <param name="Client">Key of the OAuth client.</param>
/// <param name="TokenEndpoint">Where its tokens come from.</param>
/// <param name="ExternalAccountId">Whose account it is at the provider.</param>
/// <param name="ConsentedBy">Who consented, where that is what it is tied to.</param>
/// <param name="Reach">What ends with one of its tokens.</param>
internal sealed record SharedGrant(
    Guid AccountId, IReadOnlyList<string> Apps, string Client, string TokenEndpoint, string ExternalAccountId, string? ConsentedBy, GrantReach Reach)
{
    public static SharedGrant Of(QueuedRevocation row, AppCatalog catalog, OAuthClients clients)
    {
        var app = catalog.Find(row.App);
        var reach = (app?.Method(row.Method) as OAuthMethod)?.GrantReach ?? GrantReach.Account;
        var id = app is null ? null : clients.For(app)?.Id;
        string[] apps = [row.App, .. catalog.Apps.Where(other => other != app && id is not null && clients.For(other)?.Id == id).Select(other => other.Slug)];
        return new(row.AccountId, apps, row.Client, row.TokenEndpoint, row.ExternalAccountId, row.ConsentedBy, reach);
    }

    /// <summary>
    /// True when the other connection's whereabouts do not matter: the person counts and is not known for sure, or the account is not known.
    /// Then every connection of the client may stand on it.
    /// </summary>
    public bool MayBeAnybodys => ExternalAccountId.Length == 0 || Reach == GrantReach.Person;

    /// <summary>As the database compares it. Keys of clients hold no blanks, so no two read the same.</summary>
    public override string ToString() => $"{Client} {TokenEndpoint}";
}
