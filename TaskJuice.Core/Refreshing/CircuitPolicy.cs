using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;

namespace TaskJuice.Core.Refreshing;

/// <summary>What to do about a token endpoint after a reply from it.</summary>
internal abstract record CircuitStep
{
    private CircuitStep() { }

    /// <summary>Nothing changes.</summary>
    public sealed record Leave : CircuitStep;

    /// <summary>The client is refused for this connection but accepted for others: no pause, the connection itself is refused.</summary>
    public sealed record ClientRefusedHere : CircuitStep;

    /// <summary>Calls succeed again: end the pause.</summary>
    public sealed record Close : CircuitStep;

    /// <summary>Pause calls, or keep them paused.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Because">Our words or the provider's error code.</param>
    /// <param name="Length">How long, if there is no pause yet.</param>
    public sealed record Open(CircuitReason Reason, string Because, TimeSpan Length) : CircuitStep
    {
        /// <summary>True if it applies to every client of the endpoint, not only to the one that called.</summary>
        public bool IsForEveryClient => Reason == CircuitReason.Outage;
    }
}

/// <summary>How a pause is extended when the same happens again.</summary>
internal abstract record KeepOpen
{
    private KeepOpen() { }

    /// <summary>To the time the provider asks for, however often it has asked before. Never shortens a pause.</summary>
    public sealed record AsAsked(TimeSpan Length) : KeepOpen;

    /// <summary>Each failed trial call doubles it.</summary>
    public sealed record Doubled(TimeSpan First, TimeSpan Longest) : KeepOpen;
}

/// <summary>What is known about a token endpoint when a reply arrives.</summary>
internal sealed record CircuitFacts
{
    /// <summary>True if too many recent calls failed, including this one.</summary>
    public bool IsDown { get; init; }

    /// <summary>True if calls with this client are paused, as far as this process knows.</summary>
    public bool IsOpenForClient { get; init; }

    /// <summary>True if calls with every client are paused, as far as this process knows.</summary>
    public bool IsOpenForEveryClient { get; init; }

    /// <summary>
    /// The state of the partition's other connections; matters only if <see cref="CircuitPolicy.SameOutcomes"/> isn't null.
    /// </summary>
    public OthersInPartition Others { get; init; }
}

/// <summary>Decides when to pause calls to a token endpoint, and for how long. Pure: the same reply and facts give the same step.</summary>
internal static class CircuitPolicy
{
    /// <summary>The first pause after an outage, or if the provider doesn't say how long.</summary>
    public static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(30);

    /// <summary>The upper limit for doubling.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>The first pause when the client is refused. Only an operator can fix that, but a fix should be noticed soon.</summary>
    public static readonly TimeSpan ClientPause = TimeSpan.FromMinutes(2);

    /// <summary>Even if the provider asks for less, we don't retry at once.</summary>
    public static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    /// <summary>How long a successful refresh counts as proof that the endpoint accepts the client.</summary>
    public static readonly TimeSpan IsKnownToWorkFor = TimeSpan.FromHours(1);

    /// <summary>How long the others wait for the trial refresh.</summary>
    public static readonly TimeSpan HalfOpenLife = ProviderHttp.TokenLimit + TimeSpan.FromSeconds(10);

    private static readonly string[] Throttled = [RefreshLease.Throttled];
    private static readonly string[] ClientRefused = [RefreshLease.ClientRefused, RefreshLease.ClientRefusedHere];

    /// <summary>Whether a reply counts as a failure of the endpoint itself.</summary>
    public static bool IsFailure(TokenResult result) =>
        result is TokenResult.Unavailable or TokenResult.Uncertain or TokenResult.MalformedResponse;

    /// <summary>
    /// Outcomes of other connections in the partition which show that a reply isn't about a single connection; null if others don't matter.
    /// </summary>
    public static string[]? SameOutcomes(TokenResult result) => result switch
    {
        TokenResult.Throttled => Throttled,
        TokenResult.ClientRefused => ClientRefused,
        _ => null,
    };

    /// <summary>What a reply means.</summary>
    public static CircuitStep After(TokenResult result, CircuitFacts facts) => result switch
    {
        TokenResult.Throttled when facts.Others == OthersInPartition.Work => new CircuitStep.Leave(),
        TokenResult.Throttled { RetryAfter: var asked } =>
            new CircuitStep.Open(CircuitReason.Throttled, "throttled", UnlessUntried(LengthOf(asked), facts)),
        TokenResult.ClientRefused when facts.Others == OthersInPartition.Work => new CircuitStep.ClientRefusedHere(),
        TokenResult.ClientRefused { Error: var error } =>
            new CircuitStep.Open(CircuitReason.ClientRefused, error, UnlessUntried(ClientPause, facts)),
        _ when IsFailure(result) => AfterFailure(result, facts),
        _ => facts.IsOpenForClient || facts.IsOpenForEveryClient ? new CircuitStep.Close() : new CircuitStep.Leave(),
    };

    /// <summary>
    /// How to extend a pause that already exists. Only the database knows whether one does: another process may have begun it a moment ago.
    /// </summary>
    public static KeepOpen WhenOpen(CircuitStep.Open step) => step.Reason == CircuitReason.Throttled
        ? new KeepOpen.AsAsked(step.Length)
        : new KeepOpen.Doubled(step.Length, Longer(step.Length, LongestPause));

    // A single failure means little, unless it was the trial call.
    private static CircuitStep AfterFailure(TokenResult result, CircuitFacts facts) => facts.IsDown || facts.IsOpenForEveryClient
        ? new CircuitStep.Open(CircuitReason.Outage, result.Outcome, ShortestPause)
        : new CircuitStep.Leave();

    private static TimeSpan LengthOf(TimeSpan? asked) => asked is { } wait ? Longer(wait, LeastPause) : ShortestPause;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // If it is unclear whether this concerns one connection or all, another one should find out soon.
    private static TimeSpan UnlessUntried(TimeSpan length, CircuitFacts facts) =>
        facts.Others == OthersInPartition.Untried && length > ShortestPause ? ShortestPause : length;
}
