using System.Text.Json;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>A successful token reply (RFC 6749 section 5.1), parsed as the app's file defines.</summary>
/// <param name="AccessToken">Visible ASCII, at most 16 KiB.</param>
/// <param name="RefreshToken">Null when the reply has no usable one, which means the previous one remains valid (RFC 6749 section
/// 6).</param>
/// <param name="ExpiresAt">Counted from just before the request was sent; null when neither the reply nor the app's file gives a plausible
/// value.</param>
/// <param name="Scopes">
/// The granted scopes. When the reply to a code exchange contains none, they are the requested ones (RFC 6749 section 5.1); for a refresh,
/// an empty list means that nothing has changed.
/// </param>
/// <param name="Kept">The values stored unencrypted on the connection.</param>
/// <param name="Reply">The whole reply, for identifying the account. It contains the tokens: keep it out of logs and pages.</param>
public sealed record Tokens(
    Secret AccessToken,
    Secret? RefreshToken,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<string> Scopes,
    IReadOnlyDictionary<string, string> Kept,
    JsonElement? Reply)
{
    /// <summary>Removes kept values that contain a secret.</summary>
    internal Tokens Without(Redaction hidden) => this with
    {
        Scopes = [.. Scopes.Where(scope => !hidden.HoldsPiece(scope))],
        Kept = Kept.Where(value => !hidden.Holds(value.Value)).ToDictionary(),
    };

    /// <summary>A constant text, because the default would print the tokens in <see cref="Reply"/>.</summary>
    public override string ToString() => "[tokens]";
}
