using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using TaskJuice.Local;

namespace TaskJuice;

/// <summary>Decides whether PostgreSQL and Redis run in containers or as processes on this machine.</summary>
internal static class Servers
{
    private const string Setting = "Servers";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>True for processes. Printed on the console, with the reason.</summary>
    /// <exception cref="Problem">The setting has an unknown value.</exception>
    public static bool ArePrograms(IConfiguration configuration)
    {
        switch (configuration[Setting])
        {
            case "programs":
                Console.WriteLine($"PostgreSQL and Redis: local programs ({Setting}=programs).");
                return true;
            case "containers":
                if (Runtime(configuration) is null)
                    throw new Problem(
                        $"{Setting} is \"containers\", but no container runtime is responding; "
                        + "start Docker or Podman, or set it to programs.");
                Console.WriteLine($"PostgreSQL and Redis: containers ({Setting}=containers).");
                return false;
            case null or "" or "auto":
                return Decide(configuration);
            case var other:
                throw new Problem($"{Setting} is \"{other}\"; set it to programs, containers or auto.");
        }
    }

    private static bool Decide(IConfiguration configuration)
    {
        var runtime = Runtime(configuration);
        Console.WriteLine(runtime is null
            ? $"PostgreSQL and Redis: local programs (no container runtime is responding; set {Setting}=containers to require one)."
            : $"PostgreSQL and Redis: containers ({runtime} is running; set {Setting}=programs to use local programs).");
        return runtime is null;
    }

    private static string? Runtime(IConfiguration configuration)
    {
        string[] runtimes = configuration["ASPIRE_CONTAINER_RUNTIME"] is { Length: > 0 } named ? [named] : ["docker", "podman"];
        return runtimes.FirstOrDefault(Answers);
    }

    // The command is often installed without a running daemon, so the daemon is called, as the orchestrator does.
    private static bool Answers(string runtime)
    {
        try
        {
            var list = new ProcessStartInfo(runtime, ["container", "ls", "-n", "1"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var asked = Process.Start(list)!;
            if (asked.WaitForExit(Patience))
                return asked.ExitCode == 0;

            asked.Kill();
            return false;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
