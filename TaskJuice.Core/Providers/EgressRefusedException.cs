namespace TaskJuice.Core.Providers;

/// <summary>A call that would have left for a place it may not go to. Nothing was sent.</summary>
/// <param name="reason">Our words; safe to show, as it names at most a host.</param>
public sealed class EgressRefusedException(string reason) : Exception(reason);
