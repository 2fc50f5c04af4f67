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

    internal static EgressRefusedException Host(string host, string reason) => new(reason, new(FailureKind.HostNotAllowed) { Host = host }) { Place = host };

    internal static EgressRefusedException Address(string host, string reason) => new(reason, new(FailureKind.HostNotFound)) { Place = host };

    internal static EgressRefusedException Value(string reason) => new(reason, new(FailureKind.ValueUnfit));
}
