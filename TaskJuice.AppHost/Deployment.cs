namespace TaskJuice;

/// <summary>The required settings of an installation.</summary>
internal static class Deployment
{
    /// <summary>Declares them as parameters of the published application.</summary>
    public static void AskForDeployment(
        this IDistributedApplicationBuilder builder, params IReadOnlyList<IResourceBuilder<ProjectResource>> processes)
    {
        var publicUrl = builder.AddParameter("public-url")
            .WithDescription("The address people use to open TaskJuice; redirect URIs begin with it.");
        var keyEncryptionKey = builder.AddParameter("key-encryption-key", secret: true)
            .WithDescription("32 random bytes in base64. If you lose it, you lose every credential.");
        var mailConnection = builder.AddParameter("mail-connection", secret: true)
            .WithDescription("Connection string of the mail server, such as smtps://user:password@host.");
        var mailFrom = builder.AddParameter("mail-from").WithDescription("The sender of emails.");
        foreach (var process in processes)
            process.WithEnvironment("Web__PublicUrl", publicUrl)
                .WithEnvironment("Vault__KeyEncryptionKey", keyEncryptionKey)
                .WithEnvironment("Mail__ConnectionString", mailConnection)
                .WithEnvironment("Mail__From", mailFrom);
    }
}
