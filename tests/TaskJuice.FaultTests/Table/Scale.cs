namespace TaskJuice.FaultTests.Table;

/// <summary>How much of a fault is tried: a little in every run of the suite, all of it when <c>TASKJUICE_FAULTS</c> is <c>full</c>.</summary>
internal static class Scale
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("TASKJUICE_FAULTS") == "full";

    public static string Name => IsFull ? "full" : "small";

    public static int Of(int small, int full) => IsFull ? full : small;

    /// <summary>How long to wait for something that takes longer the more there is of it.</summary>
    public static TimeSpan Patience(double smallMinutes, double fullMinutes) => TimeSpan.FromMinutes(IsFull ? fullMinutes : smallMinutes);
}
