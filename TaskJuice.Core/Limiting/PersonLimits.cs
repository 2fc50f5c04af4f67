using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Limiting;

/// <summary>What one person may ask of the product and, through it, of providers; over all processes.</summary>
/// <param name="ConnectStarts">Attempts to connect that begin.</param>
/// <param name="KeyTests">Pasted keys that are tried.</param>
/// <param name="Checks">Connections that are checked and steps that are tested.</param>
/// <param name="Streams">Panels that are told at once how an attempt goes, open at the same time.</param>
public sealed record PersonLimits(Limit ConnectStarts, Limit KeyTests, Limit Checks, int Streams)
{
    private const int Largest = 1_000_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Reads <c>Limits:ConnectStarts</c>, <c>Limits:KeyTests</c>, <c>Limits:Checks</c> and <c>Limits:Streams</c>.</summary>
    /// <exception cref="OptionsValidationException">One is not a number that makes sense.</exception>
    public static PersonLimits Of(IConfiguration configuration) => new(
        Read(configuration, nameof(ConnectStarts), 120), Read(configuration, nameof(KeyTests), 120), Read(configuration, nameof(Checks), 300),
        Number(configuration, nameof(Streams), 30));

    private static Limit Read(IConfiguration configuration, string name, int usual) => new(name, Number(configuration, name, usual), Window);

    private static int Number(IConfiguration configuration, string name, int usual) => WholeNumber.Read(configuration, $"Limits:{name}", usual, 1, Largest);
}
