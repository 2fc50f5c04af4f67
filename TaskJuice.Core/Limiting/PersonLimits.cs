using Microsoft.Extensions.Configuration;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Limiting;

/// <summary>Rate limits per person, for the product and the providers behind it, across all processes.</summary>
public sealed class PersonLimits
{
    private const int Largest = 1_000_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Started connect attempts.</summary>
    public Limit ConnectStarts => new(nameof(ConnectStarts), MostConnectStarts, Window);

    /// <summary>Verified keys.</summary>
    public Limit KeyTests => new(nameof(KeyTests), MostKeyTests, Window);

    /// <summary>Checked connections and tested steps.</summary>
    public Limit Checks => new(nameof(Checks), MostChecks, Window);

    /// <summary>Event streams open at the same time, one for each panel that follows an attempt.</summary>
    [WholeNumber(1, Largest)]
    public int Streams { get; init; } = 30;

    /// <summary>The maximum of <see cref="ConnectStarts"/>.</summary>
    [ConfigurationKeyName(nameof(ConnectStarts)), WholeNumber(1, Largest)]
    public int MostConnectStarts { get; init; } = 120;

    /// <summary>The maximum of <see cref="KeyTests"/>.</summary>
    [ConfigurationKeyName(nameof(KeyTests)), WholeNumber(1, Largest)]
    public int MostKeyTests { get; init; } = 120;

    /// <summary>The maximum of <see cref="Checks"/>.</summary>
    [ConfigurationKeyName(nameof(Checks)), WholeNumber(1, Largest)]
    public int MostChecks { get; init; } = 300;
}
