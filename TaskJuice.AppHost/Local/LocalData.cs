using System.Security.Cryptography;
using System.Text;

namespace TaskJuice.Local;

/// <summary>Where the servers of this machine keep what outlives a run.</summary>
/// <param name="root">The directory; made when it is missing.</param>
internal sealed class LocalData(string root)
{
    public string Root => root;

    /// <exception cref="Problem">A file is where a directory belongs.</exception>
    public void RefuseFiles()
    {
        foreach (var directory in (string[])[root, Path.Combine(root, LocalPostgres.Folder), Path.Combine(root, LocalRedis.Folder)])
            if (File.Exists(directory))
                throw new Problem($"{directory} is a file, but should be a data directory; move it away.");
    }

    /// <summary>A directory that the user of a server can enter.</summary>
    /// <exception cref="Problem">There is none.</exception>
    public async Task<string> HomeOfAsync(string server, ServerUser user, CancellationToken stop = default)
    {
        var home = Path.Combine(root, server);
        LetThrough(user, root);
        if (await user.TryOwnAsync(home, stop))
            return home;

        // Only root gets here: beneath its home the borrowed user may not enter.
        var elsewhere = Elsewhere(server);
        LetThrough(user, Path.GetDirectoryName(Path.GetDirectoryName(elsewhere))!, Path.GetDirectoryName(elsewhere)!);
        if (!await user.TryOwnAsync(elsewhere, stop))
            throw new Problem($"The user {user.Name} can access neither {home} nor {elsewhere}; run this from a directory that every user can access.");

        Console.WriteLine($"{server} runs as {user.Name}, who cannot access {root}, so its data is in {elsewhere}.");
        return elsewhere;
    }

    /// <summary>A server's password: made once and kept beside its data, since data without it is lost.</summary>
    public static string Password(string home)
    {
        var file = Path.Combine(home, "password");
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
            using var writer = new StreamWriter(file, options);
            writer.Write(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        }

        return File.ReadAllText(file).Trim();
    }

    /// <summary>Forgets what earlier runs stored. Keys stay: losing one is the mistake that nothing repairs.</summary>
    public void Forget()
    {
        foreach (var directory in new[] { Path.Combine(root, LocalPostgres.Folder), Elsewhere(LocalPostgres.Folder), Path.Combine(root, LocalRedis.Folder) })
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
                Console.WriteLine($"Deleted {directory}.");
            }

        // Tokens of connections that are gone now.
        File.Delete(Development.FakeProviderState(root));
    }

    // Whoever starts this may keep new directories to themselves (umask 077), and the borrowed user has to pass through these.
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
