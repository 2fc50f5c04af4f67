using System.Buffers.Binary;
using System.Text;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>
/// Everything an encrypted secret is bound to. These values are the additional authenticated data of AES-GCM, so moving the bytes to
/// another row, tenant, version, purpose or app, or changing where the secret may be sent, makes them unreadable.
/// </summary>
/// <param name="Tenant">Account and workspace.</param>
/// <param name="OwnerId">The connection, or the pending authorization, that has the secret.</param>
/// <param name="Version">Version of the secret.</param>
/// <param name="Purpose">One of <see cref="SecretPurpose"/>.</param>
/// <param name="App">Slug of the app.</param>
internal sealed record SecretContext(Tenant Tenant, Guid OwnerId, int Version, string Purpose, string App)
{
    private const string Label = "taskjuice.secret";

    /// <summary>Where the secret may be sent; null for one that is not sent by itself.</summary>
    public SecretRoute? Route { get; init; }

    /// <summary>For a reply: the version of the credential whose refresh token was presented.</summary>
    public int Answers { get; init; }

    /// <summary>Plain text stored beside the secret, which must not be changed independently of it.</summary>
    public string Beside { get; init; } = "";

    /// <summary>The reply that came under a lease to the refresh token of one version of the credential.</summary>
    public static SecretContext OfReply(Tenant tenant, Guid connection, string app, SecretRoute route, long generation, int answers) =>
        new(tenant, connection, (int)generation, SecretPurpose.TokenReply, app) { Route = route, Answers = answers };

    /// <summary>The values in a fixed order, each prefixed with its length, so that no two contexts share an encoding.</summary>
    public byte[] Bytes()
    {
        using var buffer = new MemoryStream();
        Write(buffer, Encoding.UTF8.GetBytes(Label));
        Write(buffer, Tenant.AccountId.ToByteArray(bigEndian: true));
        Write(buffer, Tenant.WorkspaceId.ToByteArray(bigEndian: true));
        Write(buffer, OwnerId.ToByteArray(bigEndian: true));
        Write(buffer, Number(Version));
        Write(buffer, Encoding.UTF8.GetBytes(Purpose));
        Write(buffer, Encoding.UTF8.GetBytes(App));
        Write(buffer, Number(Answers));
        Write(buffer, Encoding.UTF8.GetBytes(Beside));
        foreach (var part in Route?.Parts() ?? [])
            Write(buffer, Encoding.UTF8.GetBytes(part));
        return buffer.ToArray();
    }

    internal static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static void Write(MemoryStream buffer, ReadOnlySpan<byte> value)
    {
        buffer.Write(Number(value.Length));
        buffer.Write(value);
    }
}

/// <summary>Purposes of secrets.</summary>
internal static class SecretPurpose
{
    public const string OAuthTokens = "oauth.tokens";
    public const string ApiKey = "api.key";
    public const string TokenReply = "oauth.token_reply";
    public const string PendingTokens = "oauth.pending";
}
