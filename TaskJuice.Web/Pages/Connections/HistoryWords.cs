using TaskJuice.Core.Auditing;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>The text for a row of a connection's history.</summary>
public sealed class HistoryWords(Words words)
{
    public string Of(HistoryEntry entry)
    {
        var who = entry.Who ?? words["Connections.Somebody"];
        return entry.Kind switch
        {
            AuditKind.Connected => words["Connections.HistoryConnected", who],
            AuditKind.ConnectedAgain => words["Connections.HistoryAgain", who],
            AuditKind.UsedForCall when entry.Detail == "revoke" => words["Connections.HistoryRevoke"],
            AuditKind.UsedForCall when entry.Who is null => words.Count("Connections.HistoryUsed", entry.Count),
            AuditKind.UsedForCall => words.Count("Connections.HistoryUsedBy", entry.Count, who),
            AuditKind.UsedForRefresh => words.Count("Connections.HistoryOpened", entry.Count),
            AuditKind.KeyTried => words.Count("Connections.HistoryTried", entry.Count),
            AuditKind.Refreshed => words.Count("Connections.HistoryRefreshed", entry.Count),
            AuditKind.RefusedByProvider when entry.Detail == RefusedCredential.TokenEnded => words["Connections.HistoryRanOut"],
            AuditKind.RefusedByProvider => words["Connections.HistoryRefused"],
            AuditKind.Checked => words[$"Connections.HistoryChecked.{entry.Detail}", who],
            AuditKind.Renamed => words["Connections.HistoryRenamed", who, entry.Detail],
            AuditKind.Replaced => words["Connections.HistoryReplaced", who, entry.Detail],
            AuditKind.Disconnected => words[$"Connections.HistoryDisconnected.{EndOf(entry)}", who],
            AuditKind.AccessEnded => words[$"Connections.HistoryAccessEnded.{EndOf(entry)}"],
            AuditKind.Deleted => words["Connections.HistoryDeleted", who],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static AccessEnd EndOf(HistoryEntry entry) => AccessNote.Parse(entry.Detail)?.End ?? AccessEnd.NotAsked;

    /// <summary>The colour of the row's marker: positive, negative or neutral.</summary>
    public static string Tone(HistoryEntry entry) => entry.Kind switch
    {
        AuditKind.Connected or AuditKind.ConnectedAgain => "active",
        AuditKind.Checked => entry.Detail == "answered" ? "active" : "pending",
        AuditKind.RefusedByProvider => "error",
        AuditKind.Disconnected or AuditKind.Deleted or AuditKind.AccessEnded => "ended",
        AuditKind.Renamed or AuditKind.Replaced => "pending",
        _ => "routine",
    };
}
