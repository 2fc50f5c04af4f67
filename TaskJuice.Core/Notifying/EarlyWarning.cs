namespace TaskJuice.Core.Notifying;

/// <summary>When people are told that something ends, which they can still prevent without anything stopping. Pure arithmetic.</summary>
public static class EarlyWarning
{
    /// <summary>How long before the end, the earliest first.</summary>
    public static readonly IReadOnlyList<TimeSpan> Leads = [TimeSpan.FromDays(14), TimeSpan.FromDays(7), TimeSpan.FromDays(2)];

    /// <summary>
    /// The first warning about something that begins now. Warnings that would come in the first half of its life are left out: what is
    /// renewed again and again before that needs nobody.
    /// </summary>
    /// <returns>The moment, or null when its whole life is too short to warn.</returns>
    public static DateTimeOffset? First(DateTimeOffset begins, DateTimeOffset ends) =>
        Leads.Where(lead => lead * 2 <= ends - begins).Select(lead => (DateTimeOffset?)(ends - lead)).FirstOrDefault();

    /// <summary>The next warning after one was given, or null when that was the last.</summary>
    public static DateTimeOffset? Next(DateTimeOffset now, DateTimeOffset ends) =>
        Leads.Select(lead => (DateTimeOffset?)(ends - lead)).FirstOrDefault(moment => moment > now);

    /// <summary>When the warning that holds now began, or null when it is too early to warn.</summary>
    public static DateTimeOffset? Current(DateTimeOffset now, DateTimeOffset ends) =>
        Leads.Select(lead => (DateTimeOffset?)(ends - lead)).LastOrDefault(moment => moment <= now);
}
