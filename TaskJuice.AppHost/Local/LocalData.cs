using System.Security.Cryptography;
using System.Text;

namespace TaskJuice.Local;

/// <summary>The directories in which this machine's servers store data across runs.</summary>
/// <param name="root">The data directory; created if missing.</param>
internal sealed class LocalData(string root)
{
    public string Root => root;

    /// <exception cref="Problem">A file exists in place of a directory.</exception>
    public void RefuseFiles()
    {
        foreach (var directory in (string[])[root, Path.Combine(root, LocalPostgres.Folder), Path.Combine(root, LocalRedis.Folder)])
            if (File.Exists(directory))
                throw new Problem($"{directory} is a file, but should be a data directory; move it away.");
    }

    /// <summary>A directory that a server's user can access.</summary>
    /// <exception cref="Problem">There is no accessible directory.</exception>
    public async Task<string> HomeOfAsync(string server, ServerUser user, CancellationToken stop = default)
    {
        var home = Path.Combine(root, server);
        LetThrough(user, root);
        if (await user.TryOwnAsync(home, stop))
            return home;

        // Only for root: the other user cannot access root's home.
        var elsewhere = Elsewhere(server);
        LetThrough(user, Path.GetDirectoryName(Path.GetDirectoryName(elsewhere))!, Path.GetDirectoryName(elsewhere)!);
        if (!await user.TryOwnAsync(elsewhere, stop))
            throw new Problem(
                $"The user {user.Name} can access neither {home} nor {elsewhere}; run this from a directory that every user can access.");

        Console.WriteLine($"{server} runs as {user.Name}, who cannot access {root}, so its data is in {elsewhere}.");
        return elsewhere;
    }

    /// <summary>A server's password: generated once and stored beside its data, which cannot be used without it.</summary>
    public static string Password(string home)
    {
        var file = Path.Combine(home, "password");
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using var writer = new StreamWriter(file, options);
            writer.Write(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        }

        return File.ReadAllText(file).Trim();
    }

    /// <summary>Deletes the data of earlier runs. Keys are kept: losing one cannot be undone.</summary>
    public void Forget()
    {
        string[] directories =
            [Path.Combine(root, LocalPostgres.Folder), Elsewhere(LocalPostgres.Folder), Path.Combine(root, LocalRedis.Folder)];
        foreach (var directory in directories)
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
                Console.WriteLine($"Deleted {directory}.");
            }

        // It contains tokens of connections that no longer exist.
        File.Delete(Development.FakeProviderState(root));
    }

    // With umask 077, new directories are private, and the server's user has to pass through these.
    private static void LetThrough(ServerUser user, params string[] ours)
    {
        if (user.Name is null || OperatingSystem.IsWindows())
            return;

        foreach (var directory in ours)
        {
            var mode = Directory.CreateDirectory(directory).UnixFileMode;
            const UnixFileMode Passage = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            if ((mode & Passage) != Passage)
                File.SetUnixFileMode(directory, mode | Passage);
        }
    }

    private string Elsewhere(string server) =>
        $"/var/lib/taskjuice/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..12]}/{server}";
}
