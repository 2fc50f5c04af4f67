using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>
/// When a refresh token, or an access token that cannot be refreshed, expires as far as the provider or the catalog says.
/// </summary>
internal static class RefreshTokenEnd
{
    // Replies state an approximate remaining time; a smaller shift of the expiry is not a renewal.
    private static readonly TimeSpan Noise = TimeSpan.FromDays(1);

    /// <summary>The expiry after a token reply.</summary>
    /// <param name="method">The provider's rules in the catalog.</param>
    /// <param name="tokens">The reply.</param>
    /// <param name="before">The previously known expiry, or null.</param>
    /// <param name="now">When the reply arrived.</param>
    public static DateTimeOffset? After(OAuthMethod method, Tokens tokens, DateTimeOffset? before, DateTimeOffset now) =>
        Stated(method, tokens, now) ?? Documented(method.Life, tokens, before, now);

    private static DateTimeOffset? Stated(OAuthMethod method, Tokens tokens, DateTimeOffset now)
    {
        if (method.Reply.RefreshExpiry is not { } path || tokens.Reply is not { } reply)
            return null;
        return ReplyPath.Text(reply, path) is { } text ? TokenExpiry.Stated(method.Reply.ExpiryForm, text.Trim(), now) : null;
    }

    private static DateTimeOffset? Documented(TokenLife life, Tokens tokens, DateTimeOffset? before, DateTimeOffset now)
    {
        var fixedEnd = tokens.RefreshToken is null ? before : now + life.RefreshLife;
        var idleEnd = now + life.IdleLife;

        // A previously known expiry must not shorten the idle lifetime that starts now.
        if (life.RefreshLife is null || fixedEnd is null || idleEnd is null)
            return idleEnd ?? fixedEnd;
        return fixedEnd < idleEnd ? fixedEnd : idleEnd;
    }

    /// <summary>
    /// Updates the expiry of a connection's refresh token from a token reply, schedules the warnings, and closes a warning that the new
    /// expiry makes obsolete. Call it in the transaction that stores the tokens.
    /// </summary>
    public static Task KeepRefreshTokenEndAsync(
        this WorkspaceSession session, Connection connection, OAuthMethod method, Tokens tokens,
        DateTimeOffset now, CancellationToken stop) =>
        session.KeepRefreshTokenEndAsync(connection, After(method, tokens, connection.RefreshTokenExpiresAt, now), now, stop);

    /// <inheritdoc cref="KeepRefreshTokenEndAsync(WorkspaceSession, Connection, OAuthMethod, Tokens, DateTimeOffset, CancellationToken)"/>
    public static async Task KeepRefreshTokenEndAsync(
        this WorkspaceSession session, Connection connection, DateTimeOffset? end, DateTimeOffset now, CancellationToken stop)
    {
        if (end == connection.RefreshTokenExpiresAt || (end - connection.RefreshTokenExpiresAt)?.Duration() < Noise)
            return;

        connection.RefreshTokenEnds(end);
        (await session.WatchAsync(connection, stop)).WarnAt = end is { } at ? EarlyWarning.First(now, at) : null;
        await session.CloseAsync(connection, NotificationKind.AccessEndsSoon, now, stop);
    }
}
