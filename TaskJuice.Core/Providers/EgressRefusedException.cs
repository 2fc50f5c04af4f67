namespace TaskJuice.Core.Providers;

/// <summary>A call that would have left for a place it may not go to, or with a value that cannot travel. Nothing was sent.</summary>
/// <param name="reason">Our words; they name at most a host.</param>
/// <param name="failure">What kept it back.</param>
public sealed class EgressRefusedException(string reason, CallFailure failure) : Exception(reason)
{
    /// <summary>What kept it back.</summary>
    public CallFailure Failure { get; } = failure;

    internal static EgressRefusedException Host(string host, string reason) => new(reason, new(FailureKind.HostNotAllowed) { Host = host });

    internal static EgressRefusedException Value(string reason) => new(reason, new(FailureKind.ValueUnfit));
}
