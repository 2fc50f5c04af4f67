using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Refreshing;

/// <summary>A sealed reply on its way into the database.</summary>
internal sealed record SpooledReply(
    Guid AccountId, Guid WorkspaceId, Guid ConnectionId, long Generation, int SecretVersion, byte[] Envelope, DateTimeOffset SentAt, DateTimeOffset ReceivedAt)
{
    public Tenant Tenant => new(AccountId, WorkspaceId);

    public ReceivedReply ToRow() => new(Tenant, ConnectionId, Generation, SecretVersion, Envelope, SentAt, ReceivedAt);
}

/// <summary>
/// A directory for sealed replies while the database is away. One file each, complete or not there: written beside, flushed to the disk,
/// renamed. Only the owner may read it, though nothing in it can be opened without the vault.
/// </summary>
public sealed partial class ReplySpool
{
    private const string Ending = ".reply";
    private const string RoomSetting = "Refresh:SpoolRoomMegabytes";
    private const int RoomUnlessSet = 16;
    private const long Megabyte = 1024 * 1024;
    private readonly DirectoryInfo _directory;
    private readonly long _roomNeeded;
    private readonly ILogger<ReplySpool> _log;
    private bool _wasFull;

    /// <summary>
    /// Uses <c>Refresh:SpoolDirectory</c>, or a directory of this user when it is not set, as long as <c>Refresh:SpoolRoomMegabytes</c> are free
    /// on its disk.
    /// </summary>
    /// <exception cref="OptionsValidationException">Nothing can be written there, or the room is not a number.</exception>
    public ReplySpool(IConfiguration configuration, ILogger<ReplySpool> log)
    {
        _log = log;
        _roomNeeded = RoomOf(configuration) * Megabyte;
        var path = configuration["Refresh:SpoolDirectory"] is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "taskjuice", "spool");
        try
        {
            _directory = Directory.CreateDirectory(path);
            var probe = Path.Combine(_directory.FullName, $"{Guid.NewGuid():N}.probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new OptionsValidationException("Refresh", typeof(ReplySpool), [$"Refresh:SpoolDirectory {path} cannot be written to: {failure.Message}"]);
        }
    }

    /// <summary>False when the disk could not take a reply. Asked before a provider is, because afterwards is too late.</summary>
    internal bool HasRoom()
    {
        var isFull = Free() is not { } free || free < _roomNeeded;
        if (isFull && !Interlocked.Exchange(ref _wasFull, isFull))
            Full(_directory.FullName, _roomNeeded / Megabyte);
        else if (!isFull && Interlocked.Exchange(ref _wasFull, isFull))
            RoomAgain(_directory.FullName);
        return !isFull;
    }

    internal void Write(SpooledReply reply)
    {
        var name = Path.Combine(_directory.FullName, $"{reply.ConnectionId:N}-{reply.Generation}");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(name + ".part", options))
        {
            JsonSerializer.Serialize(file, reply);
            file.Flush(flushToDisk: true);
        }

        File.Move(name + ".part", name + Ending, overwrite: true);
    }

    internal IEnumerable<(string File, SpooledReply Reply)> Read()
    {
        foreach (var file in Directory.EnumerateFiles(_directory.FullName, "*" + Ending))
        {
            if (Parse(file) is { } reply)
                yield return (file, reply);
        }
    }

    internal void Remove(string file) => File.Delete(file);

    private long? Free()
    {
        try
        {
            return new DriveInfo(_directory.FullName).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int RoomOf(IConfiguration configuration)
    {
        if (configuration[RoomSetting] is not { Length: > 0 } text)
            return RoomUnlessSet;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes > 0
            ? megabytes
            : throw new OptionsValidationException("Refresh", typeof(ReplySpool), [$"{RoomSetting} must be a whole number of megabytes from 1."]);
    }

    // Another process of this machine may have brought it in the meantime; a damaged one is left for a person to look at.
    private SpooledReply? Parse(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<SpooledReply>(File.ReadAllBytes(file));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException failure)
        {
            Damaged(file, failure);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The kept token reply {File} is damaged and stays where it is")]
    private partial void Damaged(string file, Exception failure);

    [LoggerMessage(LogLevel.Error, "No token is refreshed by this process: {Directory} has less than {Megabytes} MB free (Refresh:SpoolRoomMegabytes), or is gone, and an answer that the database does not take would be lost")]
    private partial void Full(string directory, long megabytes);

    [LoggerMessage(LogLevel.Information, "{Directory} has room again, and tokens are refreshed")]
    private partial void RoomAgain(string directory);
}
