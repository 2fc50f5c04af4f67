using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Naming;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Managing;

/// <summary>The result of renaming.</summary>
public abstract record RenameResult
{
    private RenameResult() { }

    /// <summary>The connection was renamed.</summary>
    /// <param name="Label">The name as stored.</param>
    /// <param name="IsShared">True when another connection of the same app has it too.</param>
    public sealed record Renamed(string Label, bool IsShared) : RenameResult;

    /// <summary>The name is invalid; nothing changed.</summary>
    /// <param name="Typed">What is wrong with it.</param>
    public sealed record InvalidName(TypedName Typed) : RenameResult;

    /// <summary>The connection does not exist.</summary>
    public sealed record Gone : RenameResult;
}

/// <summary>Renames a connection. Names need not be unique, because the identity shown below tells connections apart.</summary>
public sealed class RenameConnection(TaskJuiceDb db, TimeProvider clock)
{
    /// <summary>Renames; does nothing when the name is the same.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The connection.</param>
    /// <param name="typed">The text typed.</param>
    /// <param name="by">The user.</param>
    /// <param name="stop">Cancels the operation; nothing changes then.</param>
    public async Task<RenameResult> RenameAsync(Tenant tenant, Guid id, string? typed, Guid by, CancellationToken stop)
    {
        var name = PlainName.Check(typed, Connection.LongestLabel);
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        if (await session.Connections.FirstOrDefaultAsync(row => row.Id == id, stop) is not { } connection)
            return new RenameResult.Gone();
        var (label, problem, _) = name;
        if (problem != NameProblem.None)
            return new RenameResult.InvalidName(name);

        var isShared = await session.Connections.AnyAsync(row => row.Id != id && row.App == connection.App && row.Label == label, stop);
        if (connection.Label == label)
            return new RenameResult.Renamed(label, isShared);

        session.Add(new AuditEvent(tenant, id, AuditKind.Renamed, by, clock.GetUtcNow(), connection.Label));
        connection.Rename(label);
        await session.SaveAsync(stop);
        return new RenameResult.Renamed(label, isShared);
    }
}
