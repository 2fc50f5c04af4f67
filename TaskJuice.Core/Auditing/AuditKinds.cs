namespace TaskJuice.Core.Auditing;

/// <summary>Kinds of entries by who causes them.</summary>
internal static class AuditKinds
{
    /// <summary>What happens again and again while all is well.</summary>
    public static readonly AuditKind[] Routine = [AuditKind.UsedForCall, AuditKind.UsedForRefresh, AuditKind.Refreshed, AuditKind.KeyTried];
}
