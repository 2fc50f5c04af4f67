using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>Where replies are kept while the database is away.</summary>
/// <param name="Directory">A directory that this process can write to.</param>
/// <param name="RoomNeeded">Bytes that must be free on its disk before a provider is asked.</param>
public sealed record SpoolPlace(DirectoryInfo Directory, long RoomNeeded)
{
    internal const long Megabyte = 1024 * 1024;

    private const string RoomSetting = "Refresh:SpoolRoomMegabytes";
    private const int RoomUnlessSet = 16;

    /// <summary>
    /// Reads <c>Refresh:SpoolDirectory</c>, a directory of this user when it is not set, and <c>Refresh:SpoolRoomMegabytes</c>, 16 when it is not set.
    /// </summary>
    /// <exception cref="OptionsValidationException">Nothing can be written there, or the room is not a number.</exception>
    public static SpoolPlace Of(IConfiguration configuration)
    {
        var path = configuration["Refresh:SpoolDirectory"] is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "taskjuice", "spool");
        try
        {
            var directory = System.IO.Directory.CreateDirectory(path);
            var probe = Path.Combine(directory.FullName, $"{Guid.NewGuid():N}.probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return new(directory, WholeNumber.Read(configuration, RoomSetting, RoomUnlessSet, 1, int.MaxValue) * Megabyte);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new OptionsValidationException("Refresh", typeof(SpoolPlace), [$"Refresh:SpoolDirectory {path} cannot be written to: {failure.Message}"]);
        }
    }
}
