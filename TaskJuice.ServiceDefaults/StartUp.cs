using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TaskJuice.ServiceDefaults;

/// <summary>Runs a program so that a configuration error is printed as one sentence instead of a stack trace.</summary>
public static class StartUp
{
    /// <summary>Runs the whole program. Anything but a configuration error is rethrown.</summary>
    /// <param name="program">The body of <c>Program.cs</c>, including building the host.</param>
    /// <returns>The exit code: 0, or 1 after printing the error to the standard error stream.</returns>
    public static async Task<int> RunAsync(Func<Task> program)
    {
        try
        {
            await program();
            return 0;
        }
        catch (Exception problem) when (Sentence(problem) is not null)
        {
            await Console.Error.WriteLineAsync(Sentence(problem));
            return 1;
        }
    }

    /// <summary>
    /// Validates all settings registered with <c>ValidateOnStart</c> now, before the process calls its database or key service.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns><paramref name="app"/>, for chaining.</returns>
    /// <exception cref="OptionsValidationException">A setting is invalid; the message is for the operator.</exception>
    /// <exception cref="AggregateException">Several settings are invalid.</exception>
    public static WebApplication CheckSettings(this WebApplication app)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        return app;
    }

    private static string? Sentence(Exception problem) => problem switch
    {
        ConfigurationProblem => problem.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        IOException { InnerException: AddressInUseException } => problem.Message,
        AggregateException several => Sentences(several),
        _ => null,
    };

    private static string? Sentences(AggregateException several)
    {
        var sentences = several.InnerExceptions.Select(Sentence).Distinct().ToList();
        return sentences.Contains(null) ? null : string.Join(Environment.NewLine, sentences);
    }
}
