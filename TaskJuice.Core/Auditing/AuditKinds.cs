namespace TaskJuice.Core.Auditing;

/// <summary>Groups of audit kinds.</summary>
internal static class AuditKinds
{
    /// <summary>Events that recur during normal operation.</summary>
    public static readonly AuditKind[] Routine = [AuditKind.UsedForCall, AuditKind.UsedForRefresh, AuditKind.Refreshed, AuditKind.KeyTried];
}
