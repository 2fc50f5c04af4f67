using System.Text.Json.Serialization;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>The data kept between sending a person to the provider and their return.</summary>
public sealed record PendingAuthorization
{
    /// <summary>The flow it belongs to.</summary>
    public required Guid FlowId { get; init; }

    /// <summary>The workspace of the connection.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The workspace in addresses, for the redirect afterwards.</summary>
    public required string WorkspaceSlug { get; init; }

    /// <summary>Where to return to.</summary>
    public required ReturnTo Return { get; init; }

    /// <summary>The person who started it; nobody else can finish it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The sign-in session it was started in; once that ends, nobody can finish it.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>SHA-256 of the binding cookie, in hex; only the browser that has the cookie can finish.</summary>
    public required string BrowserHash { get; init; }

    /// <summary>Slug of the app; part of the redirect URI and compared with it.</summary>
    public required string App { get; init; }

    /// <summary>Key of the auth method.</summary>
    public required string Method { get; init; }

    /// <summary>Key of the OAuth client; part of the redirect URI and compared with it.</summary>
    public required string Client { get; init; }

    /// <summary>Sent in the authorization request and repeated unchanged in the token request.</summary>
    public required Uri RedirectUri { get; init; }

    /// <summary>The PKCE verifier (RFC 7636 section 4.1). The record is encrypted as a whole.</summary>
    public required string Verifier { get; init; }

    /// <summary>The validated field values.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>
    /// The deadline for returning. The row has one too, but it could be changed by anyone with write access to the database.
    /// </summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>W3C trace context of the start.</summary>
    public string? Trace { get; init; }

    /// <summary>True when the provider's response has already been received.</summary>
    [JsonIgnore]
    public bool IsUsed { get; init; }
}
