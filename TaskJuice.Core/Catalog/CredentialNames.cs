namespace TaskJuice.Core.Catalog;

/// <summary>The names of an OAuth credential's values, in the vault and in the catalog's templates.</summary>
internal static class CredentialNames
{
    public const string AccessToken = "access_token";
    public const string RefreshToken = "refresh_token";
}
