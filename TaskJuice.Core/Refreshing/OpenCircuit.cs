namespace TaskJuice.Core.Refreshing;

/// <summary>Why a token endpoint is left alone for a while.</summary>
public enum CircuitReason
{
    /// <summary>The provider has trouble of its own: the circuit breaker is open.</summary>
    Outage,

    /// <summary>It asked for a pause (RFC 6585 section 4).</summary>
    Throttled,

    /// <summary>It does not accept our OAuth client (RFC 6749 section 5.2, <c>invalid_client</c>); an operator has to mend that.</summary>
    ClientRefused,
}

/// <summary>
/// A token endpoint that no process asks for a while. In the database, so that all processes agree; no row means that all is well. Belongs
/// to no tenant and says nothing about one.
/// </summary>
public sealed class OpenCircuit
{
    private OpenCircuit() { }

    /// <summary>The address, as it stands on the connections.</summary>
    public string TokenEndpoint { get; private set; } = "";

    /// <summary>The OAuth client it is about; empty for an outage, which is about all of them.</summary>
    public string Client { get; private set; } = "";

    /// <summary>Why.</summary>
    public CircuitReason Kind { get; private set; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Until when nobody asks; from then on, one asks for all.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>How often it was found unchanged; each time makes the pause longer.</summary>
    public int Tries { get; private set; }

    /// <summary>Our words or the provider's error code.</summary>
    public string Because { get; private set; } = "";
}
