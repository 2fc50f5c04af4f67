using System.Text.Json;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>A successful token reply (RFC 6749 section 5.1), read the way the app's file says.</summary>
/// <param name="AccessToken">Visible ASCII, at most 16 KiB.</param>
/// <param name="RefreshToken">Null when the reply has none that can be used, which means the previous one stays (RFC 6749 section 6).</param>
/// <param name="ExpiresAt">Counted from just before the request was sent; null when neither the reply nor the app's file tells an end in a way that can be meant.</param>
/// <param name="Scopes">
/// The granted scopes. When a code exchange does not state them they are the requested ones (RFC 6749 section 5.1); when a refresh does
/// not, the list is empty and nothing has changed.
/// </param>
/// <param name="Kept">The values the app's file keeps readable on the connection.</param>
/// <param name="Reply">The whole reply, for reading who it is about. It holds the tokens: keep it out of logs and pages.</param>
public sealed record Tokens(
    Secret AccessToken,
    Secret? RefreshToken,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<string> Scopes,
    IReadOnlyDictionary<string, string> Kept,
    JsonElement? Reply)
{
    /// <summary>Leaves out whatever is kept readable and repeats a secret.</summary>
    internal Tokens Without(Redaction hidden) => this with
    {
        Scopes = [.. Scopes.Where(scope => !hidden.HoldsPiece(scope))],
        Kept = Kept.Where(value => !hidden.Holds(value.Value)).ToDictionary(),
    };

    /// <summary>Always the same placeholder, because <see cref="Reply"/> would print the tokens.</summary>
    public override string ToString() => "[tokens]";
}
