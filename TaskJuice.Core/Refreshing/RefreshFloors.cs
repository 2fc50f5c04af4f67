namespace TaskJuice.Core.Refreshing;

/// <summary>
/// How soon one connection's provider may be asked again. The statement that takes a lease keeps them, so that no plan, no reply, no demand
/// and no restart goes below.
/// </summary>
internal static class RefreshFloors
{
    /// <summary>Whoever asks, and whatever is planned.</summary>
    public static readonly TimeSpan Always = TimeSpan.FromSeconds(5);

    /// <summary>For somebody who needs a token although one was got just now: it lives for seconds, or the provider's API refuses it.</summary>
    public static readonly TimeSpan DemandAfterSuccess = TimeSpan.FromSeconds(10);

    /// <summary>For somebody who needs a token ahead of the next planned try, because the last one failed.</summary>
    public static readonly TimeSpan DemandAfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>For the schedule, from one success to the next. A token that lives shorter than this is renewed when somebody needs it.</summary>
    public static readonly TimeSpan Planned = TimeSpan.FromMinutes(1);

    /// <summary>Whether the provider may be asked for somebody who needs a token now.</summary>
    /// <param name="asked">How long ago it was asked last; null when it never was.</param>
    /// <param name="isDue">Whether the next try is due anyway.</param>
    /// <param name="failures">Failures in a row.</param>
    public static bool Allow(TimeSpan? asked, bool isDue, int failures) =>
        asked is not { } ago || ago >= (isDue ? Always : failures == 0 ? DemandAfterSuccess : DemandAfterFailure);
}
