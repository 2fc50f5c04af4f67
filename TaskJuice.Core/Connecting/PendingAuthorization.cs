using System.Text.Json.Serialization;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>What must be remembered between sending a person to the provider and their return.</summary>
public sealed record PendingAuthorization
{
    /// <summary>The flow it belongs to.</summary>
    public required Guid FlowId { get; init; }

    /// <summary>Where the connection will live.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The workspace's part of addresses, for the way back.</summary>
    public required string WorkspaceSlug { get; init; }

    /// <summary>Where the person was.</summary>
    public required ReturnTo Return { get; init; }

    /// <summary>Who started it; only this person may finish it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The sign-in it was started in; once that was ended, nobody finishes it.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>SHA-256 of the binding cookie, in hex; only the browser that holds it may finish.</summary>
    public required string BrowserHash { get; init; }

    /// <summary>Slug of the app; part of the redirect URI and compared with it.</summary>
    public required string App { get; init; }

    /// <summary>Key of the auth method.</summary>
    public required string Method { get; init; }

    /// <summary>Key of the OAuth client; part of the redirect URI and compared with it.</summary>
    public required string Client { get; init; }

    /// <summary>Sent with the authorization request and repeated byte for byte with the code.</summary>
    public required Uri RedirectUri { get; init; }

    /// <summary>The PKCE verifier (RFC 7636 section 4.1). The record is encrypted as a whole.</summary>
    public required string Verifier { get; init; }

    /// <summary>The checked field values.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Until when the person may come back. The row says it too, but whoever can write the database can change that one.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>W3C trace context of the start.</summary>
    public string? Trace { get; init; }

    /// <summary>True when the provider's answer has been here before.</summary>
    [JsonIgnore]
    public bool IsUsed { get; init; }
}
