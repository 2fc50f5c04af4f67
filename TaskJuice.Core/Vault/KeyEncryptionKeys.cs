using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Vault;

/// <summary>
/// The key-encryption keys, which wrap account keys. From <c>Vault:KeyDirectory</c>, a directory with <c>1.key</c>, <c>2.key</c>, ...: the
/// highest wraps, and all unwrap. Or from <c>Vault:KeyEncryptionKey</c>, a single key provided by the platform's secret store. Each is 32
/// random bytes in base64.
/// </summary>
public sealed class KeyEncryptionKeys
{
    private const int KeySize = 32;
    private const UnixFileMode ByOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly Dictionary<int, byte[]> _keys;

    private KeyEncryptionKeys(Dictionary<int, byte[]> keys)
    {
        _keys = keys;
        Current = keys.Keys.Max();
    }

    /// <summary>The version that wraps new account keys.</summary>
    public int Current { get; }

    /// <summary>Reads the configured keys.</summary>
    /// <exception cref="OptionsValidationException">Neither or both settings are configured, or a key is invalid.</exception>
    public static KeyEncryptionKeys From(IConfiguration configuration)
    {
        var directory = configuration["Vault:KeyDirectory"];
        var single = configuration["Vault:KeyEncryptionKey"];
        return (string.IsNullOrWhiteSpace(directory), string.IsNullOrWhiteSpace(single)) switch
        {
            (false, true) => new(ReadDirectory(directory!)),
            (true, false) => new(new() { [1] = Parse(single!, "Vault:KeyEncryptionKey") }),
            (false, false) => throw Wrong("Vault:KeyDirectory and Vault:KeyEncryptionKey are both set; set only one of them."),
            _ => throw Wrong("Set Vault:KeyDirectory to the directory of the key-encryption keys, or Vault:KeyEncryptionKey to one key."),
        };
    }

    /// <summary>The key of a version.</summary>
    /// <exception cref="VaultException">There is no key of this version.</exception>
    internal byte[] Key(int version) =>
        _keys.GetValueOrDefault(version) ?? throw new VaultException($"Key-encryption key version {version} is not configured.");

    private static Dictionary<int, byte[]> ReadDirectory(string directory)
    {
        if (!Directory.Exists(directory))
            throw Wrong($"Vault:KeyDirectory names {directory}, which is not a directory.");
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(directory).HasFlag(UnixFileMode.OtherWrite))
            throw Wrong($"Vault:KeyDirectory {directory} is writable by all users; run: chmod 700 {directory}");

        var keys = Directory.EnumerateFiles(directory, "*.key").ToDictionary(VersionOf, file => Parse(ReadFile(file), file));
        return keys.Count > 0
            ? keys
            : throw Wrong($"Vault:KeyDirectory {directory} contains no keys; create 1.key there with: openssl rand -base64 32");
    }

    private static string ReadFile(string file)
    {
        try
        {
            using var opened = new FileStream(file, FileMode.Open, FileAccess.Read);

            // Checks the opened file, so that a symbolic link does not hide its mode.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(opened.SafeFileHandle) & ByOthers) != 0)
                throw Wrong($"The key file {file} can be read or changed by others than its owner; run: chmod 400 {file}");
            using var reader = new StreamReader(opened);
            return reader.ReadToEnd();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"The key file {file} cannot be read: {failure.Message}");
        }
    }

    private static int VersionOf(string file) =>
        int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version > 0 && Path.GetFileName(file) == $"{version}.key"
            ? version
            : throw Wrong($"The key file {file} must be named for its version, such as 1.key.");

    private static byte[] Parse(string text, string from)
    {
        var key = new byte[KeySize + 1];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == KeySize
            ? key[..KeySize]
            : throw Wrong($"{from} must contain {KeySize} random bytes in base64; generate them with: openssl rand -base64 32");
    }

    private static OptionsValidationException Wrong(string sentence) => new("Vault", typeof(KeyEncryptionKeys), [sentence]);
}
