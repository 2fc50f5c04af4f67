using System.Security.Cryptography;

namespace TaskJuice;

/// <summary>The key-encryption key of a developer's machine: generated once, not in the repository, readable only by its owner.</summary>
internal static class DevelopmentKeys
{
    private const int KeyBytes = 32;

    /// <summary>The key directory, with a first key in it.</summary>
    public static string In(string data)
    {
        var directory = Path.Combine(data, "keys");
        var key = Path.Combine(directory, "1.key");
        if (File.Exists(key))
            return directory;

        Directory.CreateDirectory(directory);
        // Written to a temporary file first: a partial key would make everything encrypted with it unreadable.
        var draft = key + ".new";
        using (var file = new FileStream(draft, Options()))
            file.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)).Select(character => (byte)character).ToArray());
        File.Move(draft, key);
        return directory;
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
