using Microsoft.Extensions.Configuration;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Limiting;

/// <summary>What one person may ask of the product and, through it, of providers; over all processes.</summary>
public sealed class PersonLimits
{
    private const int Largest = 1_000_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Attempts to connect that begin.</summary>
    public Limit ConnectStarts => new(nameof(ConnectStarts), MostConnectStarts, Window);

    /// <summary>Pasted keys that are tried.</summary>
    public Limit KeyTests => new(nameof(KeyTests), MostKeyTests, Window);

    /// <summary>Connections that are checked and steps that are tested.</summary>
    public Limit Checks => new(nameof(Checks), MostChecks, Window);

    /// <summary>Panels that are told at once how an attempt goes, open at the same time.</summary>
    [WholeNumber(1, Largest)]
    public int Streams { get; init; } = 30;

    /// <summary>Most of <see cref="ConnectStarts"/>.</summary>
    [ConfigurationKeyName(nameof(ConnectStarts)), WholeNumber(1, Largest)]
    public int MostConnectStarts { get; init; } = 120;

    /// <summary>Most of <see cref="KeyTests"/>.</summary>
    [ConfigurationKeyName(nameof(KeyTests)), WholeNumber(1, Largest)]
    public int MostKeyTests { get; init; } = 120;

    /// <summary>Most of <see cref="Checks"/>.</summary>
    [ConfigurationKeyName(nameof(Checks)), WholeNumber(1, Largest)]
    public int MostChecks { get; init; } = 300;
}
