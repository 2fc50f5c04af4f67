using Microsoft.Extensions.DependencyInjection;

namespace TaskJuice.Core.Duties;

/// <summary>Registers what a process does by the clock.</summary>
public static class DutySetup
{
    /// <summary>Has a class asked for work at the start and then again and again, each time from a scope of its own.</summary>
    /// <typeparam name="T">The class, registered elsewhere.</typeparam>
    /// <param name="services">Where.</param>
    /// <param name="name">What it does, to end the sentence "Could not …" in the log.</param>
    /// <param name="every">How long after one look the next one comes.</param>
    /// <param name="turn">Does a little of what is due, and answers true when there may be more.</param>
    /// <param name="pace">How long to wait between two turns of one look.</param>
    /// <param name="comesFirst">True when nothing that is registered later may start before the first look is over.</param>
    public static IServiceCollection AddDuty<T>(
        this IServiceCollection services, string name, TimeSpan every, Func<T, CancellationToken, Task<bool>> turn, TimeSpan pace = default, bool comesFirst = false)
        where T : notnull
    {
        services.AddSingleton(new DutyPlan<T>(name, every, turn, pace, comesFirst));
        return services.AddHostedService<Duty<T>>();
    }
}

/// <summary>What <c>AddDuty</c> was told.</summary>
internal sealed record DutyPlan<T>(string Name, TimeSpan Every, Func<T, CancellationToken, Task<bool>> Turn, TimeSpan Pace, bool ComesFirst);
