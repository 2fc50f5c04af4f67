using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;

namespace TaskJuice.Core.Revocation;

internal static class RevocationRequest
{
    /// <summary>
    /// The revocation request, or null when its destination is no longer certain. Token and client secret are only sent to the original
    /// endpoint; a changed app file or host does not redirect them.
    /// </summary>
    public static TokenRequest? For(QueuedRevocation row, AppCatalog catalog, OAuthClients clients)
    {
        if (catalog.Find(row.App) is not { } app || app.Method(row.Method) is not OAuthMethod { Revocation.Url: { } url } method
            || clients.For(app) is not { } client || client.Key != row.Client)
            return null;

        try
        {
            return Destination.For(app, method.TokenUrl, row.Settings).AbsoluteUri == row.TokenEndpoint
                && method.SharedClientFits(Destination.For(app, url, row.Settings))
                ? new(app, method, client, row.Settings) : null;
        }
        catch (EgressRefusedException)
        {
            return null;
        }
    }
}
