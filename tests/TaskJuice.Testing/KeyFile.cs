using System.Security.Cryptography;

namespace TaskJuice.Testing;

/// <summary>Writes key-encryption keys as an operator does: readable by their owner only.</summary>
public static class KeyFile
{
    /// <summary>Writes a new key.</summary>
    /// <returns>The key, in base64.</returns>
    public static string Write(string directory, int version)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        Write(directory, $"{version}.key", key);
        return key;
    }

    /// <summary>Writes any text in place of a key.</summary>
    public static void Write(string directory, string name, string text)
    {
        var file = Path.Combine(directory, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
