namespace TaskJuice.Core.Providers;

/// <summary>A call that would have gone to an address that is not allowed, or contained an invalid value. Nothing was sent.</summary>
/// <param name="reason">Our own text for the log; it contains a host at most.</param>
/// <param name="failure">The failure to show.</param>
public sealed class EgressRefusedException(string reason, CallFailure failure) : Exception(reason)
{
    /// <summary>The failure to show.</summary>
    public CallFailure Failure { get; } = failure;

    /// <summary>The address that was not called, for the log; null when the refusal was about a value.</summary>
    public string? Place { get; private init; }

    /// <summary>The name of the invalid value; null when there is no single one.</summary>
    public string? Name { get; private init; }

    internal static EgressRefusedException Host(string host, string reason, string? name = null) =>
        new(reason, new(FailureKind.HostNotAllowed) { Host = host }) { Place = host, Name = name };

    internal static EgressRefusedException Address(string host, string reason) =>
        new(reason, new(FailureKind.HostNotFound)) { Place = host };

    internal static EgressRefusedException Value(string reason, string? name) => new(reason, new(FailureKind.ValueUnfit)) { Name = name };

    /// <summary>The same, for a value that came from the provider rather than from a person.</summary>
    internal EgressRefusedException OfReply() =>
        new(Message, Failure with { Kind = FailureKind.KeptUnusable }) { Place = Place, Name = Name };
}
