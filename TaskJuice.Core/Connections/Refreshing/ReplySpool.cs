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
    private const long RoomNeeded = 16 * 1024 * 1024;
    private readonly DirectoryInfo _directory;
    private readonly ILogger<ReplySpool> _log;

    /// <summary>Uses <c>Refresh:SpoolDirectory</c>, or a directory of this user when it is not set.</summary>
    /// <exception cref="OptionsValidationException">Nothing can be written there.</exception>
    public ReplySpool(IConfiguration configuration, ILogger<ReplySpool> log)
    {
        _log = log;
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
    internal bool HasRoom
    {
        get
        {
            try
            {
                return new DriveInfo(_directory.FullName).AvailableFreeSpace > RoomNeeded;
            }
            catch (IOException)
            {
                return false;
            }
        }
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
}
