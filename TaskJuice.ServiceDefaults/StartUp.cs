using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace TaskJuice.ServiceDefaults;

/// <summary>Runs a program so that an operator's mistake reads as one sentence instead of a stack trace.</summary>
public static class StartUp
{
    /// <summary>Runs the whole program. Anything that is not an operator's mistake is thrown on.</summary>
    /// <param name="program">What <c>Program.cs</c> does, building included.</param>
    /// <returns>The exit code: 0, or 1 after printing the mistake to the standard error stream.</returns>
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

    private static string? Sentence(Exception problem) => problem switch
    {
        ConfigurationProblem => problem.Message,
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        IOException { InnerException: AddressInUseException } => problem.Message,
        AggregateException { InnerExceptions: [var only] } => Sentence(only),
        _ => null,
    };
}
