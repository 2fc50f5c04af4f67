using TaskJuice.Core.Catalog;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Refreshing;

/// <summary>How many refreshes per second one token endpoint receives from one OAuth client, across all processes.</summary>
public sealed class RefreshRates
{
    /// <summary>Fewer than one per second would not clear a backlog in reasonable time.</summary>
    internal const int Least = 1;

    internal const int Most = 10_000;

    /// <summary>The rate where the app's file sets none.</summary>
    [WholeNumber(Least, Most)]
    public int PerSecond { get; init; } = 20;

    /// <summary>The rate of the app's file, or the default.</summary>
    internal int For(OAuthMethod? method) => method?.RefreshesPerSecond ?? PerSecond;
}
