using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;

namespace TaskJuice.Core.Revocation;

/// <summary>
/// Identifies a grant at a provider. Several connections of an account may share it, and revoking it for one of them revokes it for all.
/// </summary>
/// <param name="AccountId">The account whose connections count.</param>
/// <param name="Apps">Slugs of the apps connected with the same client: to the provider they are one.</param>
/// <param name="Client">Key of the OAuth client.</param>
/// <param name="TokenEndpoint">The endpoint that issued its tokens.</param>
/// <param name="ExternalAccountId">The id of the external account.</param>
/// <param name="ConsentedBy">Who consented, where the grant is tied to the person.</param>
/// <param name="Reach">What revoking one of its tokens ends.</param>
internal sealed record SharedGrant(
    Guid AccountId, IReadOnlyList<string> Apps, string Client, string TokenEndpoint, string ExternalAccountId,
    string? ConsentedBy, GrantReach Reach)
{
    public static SharedGrant Of(QueuedRevocation row, AppCatalog catalog, OAuthClients clients)
    {
        var app = catalog.Find(row.App);
        var reach = (app?.Method(row.Method) as OAuthMethod)?.GrantReach ?? GrantReach.Account;
        var id = app is null ? null : clients.For(app)?.Id;
        string[] apps = [row.App, .. catalog.Apps.Where(other => other != app && id is not null && clients.For(other)?.Id == id)
            .Select(other => other.Slug)];
        return new(row.AccountId, apps, row.Client, row.TokenEndpoint, row.ExternalAccountId, row.ConsentedBy, reach);
    }

    /// <summary>
    /// True when the other connections' external accounts do not matter: the grant is tied to a person who is not known for sure, or the
    /// account is unknown. Then every connection of the client may share it.
    /// </summary>
    public bool MayBeAnybodys => ExternalAccountId.Length == 0 || Reach == GrantReach.Person;

    /// <summary>The form that the database compares. Client keys contain no spaces, so it is unambiguous.</summary>
    public override string ToString() => $"{Client} {TokenEndpoint}";
}
