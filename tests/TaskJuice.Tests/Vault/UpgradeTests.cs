using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Vault.Rotating;
using TaskJuice.Core.Vault.Wrapping;
using TaskJuice.Testing;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Storage;
using Xunit;

namespace TaskJuice.Tests.Vault;

/// <summary>Data of the first release, when a key file was all there was.</summary>
public sealed class UpgradeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrapped_key_keeps_opening_though_the_migrating_owner_cannot_see_it()
    {
        var (account, key, kek) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        var (database, owner) = await OwnedAsync($"modest_{account:N}");
        await MigrateAsync(owner, "NotificationsAndAttempts");
        await ExecuteAsync(database, $"""
            insert into accounts (id, name, created_at) values ('{account}', 'agency', now());
            insert into account_keys (account_id, version, wrapped_by, wrapped, created_at) values ('{account}', 1, 1, '\x{Convert.ToHexString(Wrap(key, account, kek))}', now())
            """);
        await MigrateAsync(owner, null);

        await using var db = Context(database);
        await using var session = await AccountSession.OpenAsync(db, account, Stop);
        var row = await session.AccountKeys.SingleAsync(Stop);
        Assert.Equal((AccountKeyState.Active, "file:1"), (row.State, row.WrappedBy));
        var provider = new KeyFiles(KeyEncryptionKeys.From(Settings(kek)), "Vault:KeyEncryptionKey");
        Assert.Equal(key, await provider.UnwrapAsync(row.Key, row.Context, Stop));
    }

    [Fact]
    public async Task Ring_keys_sealed_by_a_key_file_open_and_hang_on_the_vault_after_a_rotation()
    {
        await using var web = new WebFixture();
        await web.InitializeAsync();
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        await SealAsInFirstReleaseAsync(web);

        Assert.Equal(HttpStatusCode.OK, await OpenElsewhereAsync());
        Assert.Equal(1, await web.UseAsync<RotateKeyEncryption, int>(rotate => rotate.RotateAsync(Stop)));
        Assert.Equal(HttpStatusCode.OK, await OpenElsewhereAsync());
        Assert.Contains("key=\"vault\"", (string)(await web.ReadAsync("select xml from data_protection_keys"))!);

        async Task<HttpStatusCode> OpenElsewhereAsync() =>
            (await (await web.OnNewHostAsync(guest)).Browser.OpenAsync($"/{agency.Slug}/workflows")).Status;
    }

    [Fact]
    public async Task A_credential_of_the_first_release_is_bound_to_where_it_may_go_and_what_is_put_back_later_stays_closed()
    {
        await using var web = new WebFixture();
        await web.InitializeAsync();
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        await AsInFirstReleaseAsync(web, connection);

        // A process that starts finds a database of the first release.
        var upgraded = await web.StartHostAsync();
        await using var scope = upgraded.CreateAsyncScope();
        var attempt = scope.ServiceProvider.GetRequiredService<TryConnection>();
        Assert.IsType<TryResult.Answered>(await attempt.TryAsync(back.Agency.Tenant, connection.Id, back.Agency.UserId, Stop));
        await web.ExecuteAsync("create table old_secrets as select envelope from connection_secrets");

        var reseal = scope.ServiceProvider.GetRequiredService<ResealSecrets>();
        await web.ExecuteAsync("update connect_attempts set parked = null");
        Assert.Equal((1, 0), (await reseal.ResealAsync(Stop), await reseal.ResealAsync(Stop)));
        Assert.Equal(2, await web.ReadAsync("select get_byte(envelope, 0) from connection_secrets"));
        Assert.IsType<TryResult.Answered>(await attempt.TryAsync(back.Agency.Tenant, connection.Id, back.Agency.UserId, Stop));

        await web.ExecuteAsync("update connection_secrets set envelope = old_secrets.envelope from old_secrets");
        Assert.IsType<TryResult.Unreadable>(await attempt.TryAsync(back.Agency.Tenant, connection.Id, back.Agency.UserId, Stop));
    }

    // The same credential, bound to its row only; and a known text that promises nothing more.
    private static async Task AsInFirstReleaseAsync(WebFixture web, Connection connection)
    {
        await using var scope = web.Services.CreateAsyncScope();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(connection.Tenant, Stop);
        var secret = await session.Secrets.SingleAsync(row => row.Version == connection.SecretVersion, Stop);
        var (_, key) = await web.Services.GetRequiredService<AccountKeys>().CurrentAsync(session, Stop);
        var context = SecretContext.Of(connection, secret.Version, secret.Purpose);
        var (associated, dataKey, version) = (context.Bytes(Envelope.FirstFormat), RandomNumberGenerator.GetBytes(32), SecretContext.Number(1));
        byte[] envelope =
        [
            Envelope.FirstFormat, 1, .. version, .. Envelope.Encrypt(dataKey, key, [.. associated, .. version]),
            .. Envelope.Encrypt(Envelope.Open(secret.Envelope, context, key), dataKey, associated),
        ];
        var vaultKey = await web.Services.GetRequiredService<VaultSeal>().OpenAsync(Stop);
        var known = Envelope.Encrypt("TaskJuice"u8, vaultKey, "taskjuice.known"u8);
        await web.ExecuteAsync($@"update connection_secrets set envelope = '\x{Convert.ToHexString(envelope)}'; update vault_keys set known = '\x{Convert.ToHexString(known)}'");
    }

    private static async Task SealAsInFirstReleaseAsync(WebFixture web)
    {
        var kek = Convert.FromBase64String(await File.ReadAllTextAsync(Path.Combine(web.KeyDirectory, "1.key"), Stop));
        var xml = XElement.Parse((string)(await web.ReadAsync("select xml from data_protection_keys"))!);
        var now = xml.Descendants("sealed").Single();
        var text = new RingKeyOpener(web.Services).Decrypt(now).ToString(SaveOptions.DisableFormatting);
        var bytes = Envelope.Encrypt(Encoding.UTF8.GetBytes(text), kek, "taskjuice.key-ring"u8);
        now.ReplaceWith(new XElement("sealed", new XAttribute("key", 1), Convert.ToBase64String(bytes)));
        await web.ExecuteAsync($"update data_protection_keys set xml = $xml${xml.ToString(SaveOptions.DisableFormatting)}$xml$");
    }

    // As the first release did it, byte by byte.
    private static byte[] Wrap(byte[] key, Guid account, byte[] kek)
    {
        var numbers = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(numbers, 1);
        BinaryPrimitives.WriteInt32BigEndian(numbers.AsSpan(4), 1);
        return Envelope.Encrypt(key, kek, [.. "taskjuice.account-key"u8, .. account.ToByteArray(bigEndian: true), .. numbers]);
    }

    // An owner who is no superuser: row security binds it like everybody else.
    private static async Task<(string Superuser, string Owner)> OwnedAsync(string role)
    {
        await TemplateDatabase.CopyAsync();
        var database = await (await TestPostgres.SharedAsync()).CreateDatabaseAsync(stop: Stop);
        await ExecuteAsync(database, $"create role {role} login in role taskjuice_app; alter schema public owner to {role}");
        return (database, new NpgsqlConnectionStringBuilder(database) { Username = role }.ConnectionString);
    }

    private static async Task MigrateAsync(string database, string? to)
    {
        await using var db = Context(database + ";Pooling=false", asOwner: true);
        await db.GetService<IMigrator>().MigrateAsync(to, Stop);
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static TaskJuiceDb Context(string database, bool asOwner = false)
    {
        var options = new DbContextOptionsBuilder<TaskJuiceDb>().UseNpgsql(asOwner ? database : Roles.AsApplication(database));
        TaskJuiceDb.Configure(options);
        return new(options.Options);
    }

    private static IConfiguration Settings(byte[] kek) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Vault:KeyEncryptionKey", Convert.ToBase64String(kek))]).Build();
}
