using System.Text.Json;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Refreshing;

/// <summary>A sealed reply to be moved into the database.</summary>
internal sealed record SpooledReply(
    Guid AccountId, Guid WorkspaceId, Guid ConnectionId, long Generation, int SecretVersion,
    byte[] Envelope, DateTimeOffset SentAt, DateTimeOffset ReceivedAt)
{
    public Tenant Tenant => new(AccountId, WorkspaceId);

    public ReceivedReply ToRow() => new(Tenant, ConnectionId, Generation, SecretVersion, Envelope, SentAt, ReceivedAt);
}

/// <summary>
/// A directory for sealed replies while the database is unavailable. One file each, written atomically: to a temporary file, flushed, then
/// renamed. Only the owner can read it, and its content cannot be decrypted without the vault.
/// </summary>
public sealed partial class ReplySpool(SpoolPlace place, ILogger<ReplySpool> log)
{
    private const string Ending = ".reply";
    private bool _wasFull;

    /// <summary>False when the disk has no room for a reply. Checked before calling a provider, because afterwards is too late.</summary>
    internal bool HasRoom()
    {
        var isFull = Free() is not { } free || free < place.RoomNeeded;
        if (isFull && !Interlocked.Exchange(ref _wasFull, isFull))
            Full(place.Directory.FullName, place.RoomNeeded / SpoolPlace.Megabyte);
        else if (!isFull && Interlocked.Exchange(ref _wasFull, isFull))
            RoomAgain(place.Directory.FullName);
        return !isFull;
    }

    internal void Write(SpooledReply reply)
    {
        var name = Path.Combine(place.Directory.FullName, $"{reply.ConnectionId:N}-{reply.Generation}");
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
        foreach (var file in Directory.EnumerateFiles(place.Directory.FullName, "*" + Ending))
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
            return new DriveInfo(place.Directory.FullName).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Another process of this machine may have moved it meanwhile; a damaged file is kept for inspection.
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

    [LoggerMessage(LogLevel.Error, "The spooled token reply {File} is damaged; leaving it in place")]
    private partial void Damaged(string file, Exception failure);

    [LoggerMessage(
        LogLevel.Error,
        "This process has stopped refreshing tokens: {Directory} is missing or has less than {Megabytes} MB free "
        + "(Refresh:SpoolRoomMegabytes), so a reply the database cannot take would be lost")]
    private partial void Full(string directory, long megabytes);

    [LoggerMessage(LogLevel.Information, "{Directory} has room again; token refreshes have resumed")]
    private partial void RoomAgain(string directory);
}
