using TaskJuice.Core.Catalog;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Refreshing;

/// <summary>How many refreshes one token endpoint gets per second from one OAuth client, over all processes.</summary>
public sealed class RefreshRates
{
    /// <summary>Per second, where the app's file does not say.</summary>
    [WholeNumber(OAuthMethod.LeastRefreshesPerSecond, OAuthMethod.MostRefreshesPerSecond)]
    public int PerSecond { get; init; } = 20;

    /// <summary>What the app's file says, or the usual.</summary>
    internal int For(OAuthMethod? method) => method?.RefreshesPerSecond ?? PerSecond;
}
