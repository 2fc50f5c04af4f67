namespace TaskJuice.Core.Notifying;

/// <summary>Computes when to warn people of an expiry that they can still prevent. Pure.</summary>
public static class EarlyWarning
{
    /// <summary>How long before the expiry, earliest first.</summary>
    public static readonly IReadOnlyList<TimeSpan> Leads = [TimeSpan.FromDays(14), TimeSpan.FromDays(7), TimeSpan.FromDays(2)];

    /// <summary>
    /// The first warning for something that starts now. Warnings in the first half of its lifetime are skipped: what is renewed regularly
    /// before that needs no attention.
    /// </summary>
    /// <returns>The time, or null when the lifetime is too short for a warning.</returns>
    public static DateTimeOffset? First(DateTimeOffset begins, DateTimeOffset ends) =>
        Leads.Where(lead => lead * 2 <= ends - begins).Select(lead => (DateTimeOffset?)(ends - lead)).FirstOrDefault();

    /// <summary>The next warning after one was raised, or null when that was the last.</summary>
    public static DateTimeOffset? Next(DateTimeOffset now, DateTimeOffset ends) =>
        Leads.Select(lead => (DateTimeOffset?)(ends - lead)).FirstOrDefault(moment => moment > now);

    /// <summary>When the current warning started, or null when it is too early for one.</summary>
    public static DateTimeOffset? Current(DateTimeOffset now, DateTimeOffset ends) =>
        Leads.Select(lead => (DateTimeOffset?)(ends - lead)).LastOrDefault(moment => moment <= now);
}
