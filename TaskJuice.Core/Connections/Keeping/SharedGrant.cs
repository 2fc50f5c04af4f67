namespace TaskJuice.Core.Connections.Keeping;

/// <summary>
/// One external account behind one client: what providers tie an access to. Several connections of an account may stand on the same one,
/// and ending it for one of them ends it for all.
/// </summary>
/// <param name="AccountId">The account whose connections count.</param>
/// <param name="App">Slug of the app.</param>
/// <param name="Client">Key of the OAuth client.</param>
/// <param name="ExternalAccountId">Whose account it is at the provider.</param>
internal sealed record SharedGrant(Guid AccountId, string App, string Client, string ExternalAccountId)
{
    public static SharedGrant Of(QueuedRevocation row) => new(row.AccountId, row.App, row.Client, row.ExternalAccountId);

    /// <summary>As the database compares it. Slugs and keys hold no blanks, so no two grants read the same.</summary>
    public override string ToString() => $"{App} {Client} {ExternalAccountId}";
}
