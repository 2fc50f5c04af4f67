namespace TaskJuice.Core.Limiting;

/// <summary>How often something may happen to one subject within any stretch of time.</summary>
/// <param name="Name">Tells it from other limits of the same subject.</param>
/// <param name="Most">How often.</param>
/// <param name="Per">In which stretch of time.</param>
public sealed record Limit(string Name, int Most, TimeSpan Per);
