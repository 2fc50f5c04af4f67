namespace TaskJuice.Tests.Vault;

/// <summary>What a copy of a table must name, because the database makes the rest itself.</summary>
internal static class CopiedRows
{
    public const string SecretColumns = "account_id, workspace_id, connection_id, version, purpose, envelope, sealed_at";
}
