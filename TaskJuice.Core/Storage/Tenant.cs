namespace TaskJuice.Core.Storage;

/// <summary>The account and workspace that every tenant row belongs to and every workspace session is opened for.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="WorkspaceId">A workspace of that account.</param>
public readonly record struct Tenant(Guid AccountId, Guid WorkspaceId);
