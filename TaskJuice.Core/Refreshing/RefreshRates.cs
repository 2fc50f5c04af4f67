using TaskJuice.Core.Catalog;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Refreshing;

/// <summary>How many refreshes per second one token endpoint receives from one OAuth client, across all processes.</summary>
public sealed class RefreshRates
{
    /// <summary>Per second, where the app's file does not say.</summary>
    [WholeNumber(OAuthMethod.LeastRefreshesPerSecond, OAuthMethod.MostRefreshesPerSecond)]
    public int PerSecond { get; init; } = 20;

    /// <summary>The rate of the app's file, or the default.</summary>
    internal int For(OAuthMethod? method) => method?.RefreshesPerSecond ?? PerSecond;
}
