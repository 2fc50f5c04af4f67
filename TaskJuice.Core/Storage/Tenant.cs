namespace TaskJuice.Core.Storage;

/// <summary>The pair that every tenant row carries and every database session is opened for.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="WorkspaceId">A workspace of that account.</param>
public readonly record struct Tenant(Guid AccountId, Guid WorkspaceId);
