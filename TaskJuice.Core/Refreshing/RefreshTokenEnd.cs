using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>When a refresh token ends, or an access token that nothing renews, as far as the provider or the catalog tells.</summary>
internal static class RefreshTokenEnd
{
    // Replies state the time left, give or take; only what moves the end by more than this renewed anything.
    private static readonly TimeSpan Noise = TimeSpan.FromDays(1);

    /// <summary>The end after a token reply.</summary>
    /// <param name="method">What the catalog knows of the provider.</param>
    /// <param name="tokens">The reply.</param>
    /// <param name="before">The end known before, or null.</param>
    /// <param name="now">When the reply came.</param>
    public static DateTimeOffset? After(OAuthMethod method, Tokens tokens, DateTimeOffset? before, DateTimeOffset now)
    {
        if (method.Reply.RefreshExpiry is { } path && tokens.Reply is { } reply && ReplyPath.Text(reply, path) is { } text
            && TokenExpiry.Stated(method.Reply.ExpiryForm, text.Trim(), now) is { } stated)
            return stated;

        var fixedEnd = tokens.RefreshToken is null ? before : now + method.Life.RefreshLife;
        var idleEnd = now + method.Life.IdleLife;

        // An end that is only known from before must not shorten what an idle life promises now.
        if (method.Life.RefreshLife is null || fixedEnd is null || idleEnd is null)
            return idleEnd ?? fixedEnd;
        return fixedEnd < idleEnd ? fixedEnd : idleEnd;
    }

    /// <summary>
    /// Keeps the end of a connection's refresh token in step with a token reply: remembers it, plans the warnings, and closes a warning
    /// that a new end makes untrue. Call it in the transaction that stores the tokens.
    /// </summary>
    public static Task KeepRefreshTokenEndAsync(
        this WorkspaceSession session, Connection connection, OAuthMethod method, Tokens tokens, DateTimeOffset now, CancellationToken stop) =>
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
