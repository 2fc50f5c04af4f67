using Microsoft.Extensions.DependencyInjection;

namespace TaskJuice.Core.Duties;

/// <summary>Registers recurring background work.</summary>
public static class DutySetup
{
    /// <summary>Polls a class for work at startup and at an interval afterwards, each time in a new service scope.</summary>
    /// <typeparam name="T">The class, which must be registered separately.</typeparam>
    /// <param name="services">The service collection.</param>
    /// <param name="name">What the duty does; completes the log message "Could not …".</param>
    /// <param name="every">The interval between polls.</param>
    /// <param name="turn">Processes a batch of due work and returns true when there may be more.</param>
    /// <param name="pace">The delay between two batches of one poll.</param>
    /// <param name="comesFirst">True when services registered later must not start until the first poll has finished.</param>
    public static IServiceCollection AddDuty<T>(
        this IServiceCollection services, string name, TimeSpan every, Func<T, CancellationToken, Task<bool>> turn,
        TimeSpan pace = default, bool comesFirst = false)
        where T : notnull
    {
        services.AddSingleton(new DutyPlan<T>(name, every, turn, pace, comesFirst));
        return services.AddHostedService<Duty<T>>();
    }
}

/// <summary>The arguments of <c>AddDuty</c>.</summary>
internal sealed record DutyPlan<T>(
    string Name, TimeSpan Every, Func<T, CancellationToken, Task<bool>> Turn, TimeSpan Pace, bool ComesFirst);
