namespace TaskJuice.Core.Providers;

/// <summary>A call that would have left for a place it may not go to, or with a value that cannot travel. Nothing was sent.</summary>
/// <param name="reason">Our words, for the log; they name at most a host.</param>
/// <param name="failure">What people are told.</param>
public sealed class EgressRefusedException(string reason, CallFailure failure) : Exception(reason)
{
    /// <summary>What people are told.</summary>
    public CallFailure Failure { get; } = failure;

    /// <summary>The place that was not called, for the log; null when it was not about the place.</summary>
    public string? Place { get; private init; }

    /// <summary>The name of the value it is about; null when no single one is to blame.</summary>
    public string? Name { get; private init; }

    internal static EgressRefusedException Host(string host, string reason, string? name = null) =>
        new(reason, new(FailureKind.HostNotAllowed) { Host = host }) { Place = host, Name = name };

    internal static EgressRefusedException Address(string host, string reason) => new(reason, new(FailureKind.HostNotFound)) { Place = host };

    internal static EgressRefusedException Value(string reason, string? name) => new(reason, new(FailureKind.ValueUnfit)) { Name = name };

    /// <summary>The same, where the value came from the provider and not from a person.</summary>
    internal EgressRefusedException OfReply() => new(Message, Failure with { Kind = FailureKind.KeptUnusable }) { Place = Place, Name = Name };
}
