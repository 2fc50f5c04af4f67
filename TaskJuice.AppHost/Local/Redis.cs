using System.Security.Cryptography;

namespace TaskJuice.Local;

/// <summary>Redis of a developer's machine. It saves when it ends; it listens on 127.0.0.1 and asks for a password.</summary>
internal static class Redis
{
    public const string Folder = "redis";

    private const int FirstPort = 6390;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>The connection string, as Aspire would write it.</returns>
    public static async Task<string> StartAsync(Checkout checkout, Action<string> voice, Action<Child> started, CancellationToken stop)
    {
        var home = Path.Combine(checkout.Data, Folder);
        Directory.CreateDirectory(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var password = await PasswordAsync(home, stop);

        // In a file and not on the command line, which every user of the machine can read.
        var configuration = Path.Combine(home, "redis.conf");
        await File.WriteAllTextAsync(configuration, $"requirepass {password}{Environment.NewLine}save 60 1{Environment.NewLine}", stop);
        File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var port = FreePort.From(FirstPort);
        var server = RedisProgram.Start(home, port, [configuration], Signal.Terminate, voice);
        started(server);
        await UntilReadyAsync(server, home, stop);
        return $"localhost:{port},password={password}";
    }

    private static async Task<string> PasswordAsync(string home, CancellationToken stop)
    {
        var file = Path.Combine(home, "password");
        if (!File.Exists(file))
        {
            await File.WriteAllTextAsync(file, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), stop);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return (await File.ReadAllTextAsync(file, stop)).Trim();
    }

    private static async Task UntilReadyAsync(Child server, string home, CancellationToken stop)
    {
        try
        {
            await server.UntilReadyAsync(Patience, stop);
        }
        catch (Problem problem)
        {
            throw new Problem($"Redis does not start with the data in {home}; ./run --reset starts over with empty data. {problem.Message}");
        }
    }
}
