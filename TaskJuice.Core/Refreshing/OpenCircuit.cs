namespace TaskJuice.Core.Refreshing;

/// <summary>Why calls to a token endpoint are paused.</summary>
public enum CircuitReason
{
    /// <summary>The provider is down.</summary>
    Outage,

    /// <summary>It asked for a pause (RFC 6585 section 4).</summary>
    Throttled,

    /// <summary>It does not accept our OAuth client (RFC 6749 section 5.2, <c>invalid_client</c>); only an operator can fix that.</summary>
    ClientRefused,
}

/// <summary>
/// A pause of calls to a token endpoint. In the database, so that all processes agree; without a row, calls are allowed. Belongs to no
/// tenant and says nothing about one.
/// </summary>
public sealed class OpenCircuit
{
    /// <summary>The client of a pause that applies to every client.</summary>
    internal const string EveryClient = "";

    private OpenCircuit() { }

    /// <summary>The address, as stored on the connections.</summary>
    public string TokenEndpoint { get; private set; } = "";

    /// <summary>The OAuth client it applies to; <see cref="EveryClient"/> for an outage.</summary>
    public string Client { get; private set; } = "";

    /// <summary>Why.</summary>
    public CircuitReason Kind { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Until when nobody calls it; then a single trial call goes first.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>How many trial calls have failed, plus one; each makes the pause longer.</summary>
    public int Tries { get; private set; }

    /// <summary>Our words or the provider's error code.</summary>
    public string Because { get; private set; } = "";
}
