using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;

namespace TaskJuice.Core.Refreshing;

internal static class FollowReply
{
    /// <summary>
    /// Updates a connection from a token reply: the missing permissions, and the values that the app's file keeps. A value that would
    /// direct calls to a host other than the app's is ignored, and the previous one is kept.
    /// </summary>
    public static void Follow(this Connection connection, Tokens tokens, AppCatalog catalog)
    {
        if (catalog.Find(connection.App) is not { } app || app.Method(connection.Method) is not { } method)
            return;

        var missing = method is OAuthMethod oauth && tokens.Scopes.Count > 0 ? oauth.MissingFrom(tokens.Scopes) : connection.MissingScopes;
        connection.Follow(missing, tokens.Kept.Aggregate(connection.Settings, (settings, kept) => With(app, method, settings, kept)));
    }

    private static IReadOnlyDictionary<string, string> With(
        App app, AuthMethod method, IReadOnlyDictionary<string, string> settings, KeyValuePair<string, string> kept)
    {
        if (settings.GetValueOrDefault(kept.Key) == kept.Value)
            return settings;

        var changed = new Dictionary<string, string>(settings) { [kept.Key] = kept.Value };
        var isForeign = Uri.TryCreate(kept.Value, UriKind.Absolute, out var address)
            && address.Scheme.StartsWith("http", StringComparison.Ordinal) && !app.Allows(address, changed);
        return isForeign || !Addresses(method).All(template => StaysHome(app, template, changed)) ? settings : changed;
    }

    private static IEnumerable<string> Addresses(AuthMethod method)
    {
        string?[] addresses = method is OAuthMethod oauth
            ? [method.Probe.Url, oauth.Revocation.Url, oauth.AfterConsent?.Url] : [method.Probe.Url];
        return addresses.OfType<string>();
    }

    private static bool StaysHome(App app, string template, Dictionary<string, string> settings)
    {
        try
        {
            Destination.For(app, template, settings);
            return true;
        }
        catch (EgressRefusedException)
        {
            return false;
        }
    }
}
