using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>How many refreshes one token endpoint gets per second from one OAuth client, over all processes.</summary>
/// <param name="Usual">Per second, where the app's file does not say.</param>
public sealed record RefreshRates(int Usual)
{
    /// <summary>Fewer than one per second would not end a backlog in any useful time.</summary>
    internal const int Least = 1;

    internal const int Most = 10_000;

    private const string Setting = "Refresh:PerSecond";
    private const int UsualUnlessSet = 20;

    /// <summary>Reads <c>Refresh:PerSecond</c>.</summary>
    /// <exception cref="OptionsValidationException">It is not a number, or none that makes sense.</exception>
    public static RefreshRates Of(IConfiguration configuration) => new(WholeNumber.Read(configuration, Setting, UsualUnlessSet, Least, Most));

    /// <summary>What the app's file says, or the usual.</summary>
    internal int PerSecond(OAuthMethod? method) => method?.RefreshesPerSecond ?? Usual;
}
