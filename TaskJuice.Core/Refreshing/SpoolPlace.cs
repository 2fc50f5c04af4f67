using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Refreshing;

/// <summary>Where replies are stored while the database is unavailable.</summary>
public sealed class SpoolPlace : IValidatableObject
{
    internal const long Megabyte = 1024 * 1024;

    /// <summary>A directory writable by this process; defaults to one of the current user.</summary>
    [ConfigurationKeyName("SpoolDirectory")]
    public string? Named { get; init; }

    /// <summary>The free space required on its disk before a provider is called.</summary>
    [ConfigurationKeyName("SpoolRoomMegabytes"), WholeNumber(1, int.MaxValue)]
    public int Megabytes { get; init; } = 16;

    internal DirectoryInfo Directory => new(Named ?? Usual());

    internal long RoomNeeded => Megabytes * Megabyte;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Objection(Named ?? Usual()) is { } objection)
            yield return new(objection);
    }

    private static string? Objection(string path)
    {
        try
        {
            var directory = System.IO.Directory.CreateDirectory(path);
            var probe = Path.Combine(directory.FullName, $"{Guid.NewGuid():N}.probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return $"Refresh:SpoolDirectory {path} cannot be written to: {failure.Message}";
        }
    }

    private static string Usual() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "taskjuice", "spool");
}
