using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Vault;

/// <summary>
/// Somebody who can write the database, but not open what is sealed in it, changes one column after the other of every table that holds
/// a sealed credential. Which columns there are is asked of the database, so that a new one has to be judged here.
/// </summary>
public sealed class BoundColumnTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string SaysNothing = "It says something about the credential, and nothing about where it goes.";
    private const string SaysLess = "It can end or hold up the use of the credential, and not begin another one.";

    private static readonly Dictionary<string, string> FreeInConnections = new()
    {
        ["label"] = SaysNothing,
        ["external_name"] = SaysNothing,
        ["external_detail"] = SaysNothing,
        ["scopes"] = SaysNothing,
        ["missing_scopes"] = SaysNothing,
        ["error_reason"] = SaysNothing,
        ["error_since"] = SaysNothing,
        ["refresh_token_expires_at"] = SaysNothing,
        ["created_by"] = SaysNothing,
        ["created_at"] = SaysNothing,
        ["connected_at"] = SaysNothing,
        ["first_used_at"] = SaysNothing,
        ["last_used_at"] = SaysNothing,
        ["refreshed_at"] = SaysNothing,
        ["connect_trace_parent"] = SaysNothing,
        ["external_account_id"] = "It tells whether two connections are one and whose account has to answer; no address is made of it.",
        ["consented_by"] = "It tells whether two connections stand on one grant; no address is made of it.",
        ["expires_at"] = "A token that is taken to be older is refreshed earlier, at its own endpoint.",
    };

    [Fact]
    public async Task A_changed_column_of_a_connection_sends_its_credential_nowhere_else()
    {
        var (tenant, user, id) = await ConnectedAsync();
        await EveryColumnAsync("connections", $"id = '{id}'", FreeInConnections, () => OpensAsync(tenant, user, id));
    }

    [Fact]
    public async Task A_changed_column_of_a_stored_credential_opens_nothing()
    {
        var (tenant, user, id) = await ConnectedAsync();
        await EveryColumnAsync("connection_secrets", $"connection_id = '{id}'", new() { ["sealed_at"] = SaysNothing }, () => OpensAsync(tenant, user, id));
    }

    [Fact]
    public async Task A_changed_column_of_a_kept_reply_makes_it_no_credential()
    {
        var (tenant, _, id) = await ConnectedAsync();
        await KeepReplyAsync(tenant, id);
        await EveryColumnAsync(
            "token_inbox", $"connection_id = '{id}'",
            new() { ["sent_at"] = "Lifetimes count from it; a wrong one makes a refresh come earlier or later.", ["received_at"] = SaysNothing },
            () => KeptAsync(tenant, id));
    }

    [Fact]
    public async Task A_changed_column_of_a_revocation_sends_its_tokens_nowhere_else()
    {
        var (tenant, user, id) = await ConnectedAsync();
        var revocation = await QueueAsync(tenant, user, id);
        string[] less = ["by", "ends_for_all", "was_refreshing", "created_at", "due_at", "held_until", "tries", "end", "done_at", "connection_id"];
        var free = less.ToDictionary(column => column, _ => SaysLess);
        free["external_account_id"] = free["consented_by"] = "It tells whether others stand on the same grant; no address is made of it.";
        await EveryColumnAsync("revocations", $"id = '{revocation}'", free, () => OpensRevocationAsync(tenant, revocation));
    }

    private async Task EveryColumnAsync(string table, string where, Dictionary<string, string> free, Func<Task<bool>> opens)
    {
        Assert.True(await opens(), "Nothing was changed, and it does not open.");
        await web.ExecuteAsync($"create table kept_{table} as select * from {table} where {where}");
        var columns = await web.ColumnsAsync(table);
        var names = string.Join(", ", columns.Select(column => $"\"{column.Column}\""));
        foreach (var (column, type) in columns)
        {
            await web.AsSuperuserAsync($"update {table} set \"{column}\" = {ChangedColumns.Value(column, type)} where {where}");
            var open = await opens();
            await web.AsSuperuserAsync($"delete from {table} where {where} or \"{column}\" is not distinct from {ChangedColumns.Value(column, type)}");
            await web.AsSuperuserAsync($"insert into {table} ({names}) select {names} from kept_{table}");
            Assert.True(open == free.ContainsKey(column), $"{table}.{column} changed: the credential {(open ? "opened" : "did not open")}.");
        }

        Assert.True(await opens(), "All is as it was, and it does not open.");
    }

    private async Task<(Tenant Tenant, Guid User, Guid Connection)> ConnectedAsync()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        return (back.Agency.Tenant, back.Agency.UserId, connection.Id);
    }

    private async Task<bool> OpensAsync(Tenant tenant, Guid user, Guid id) =>
        await web.UseAsync<TryConnection, TryResult>(use => use.TryAsync(tenant, id, user, CancellationToken.None)) is TryResult.Answered or TryResult.OtherAccount;

    private async Task KeepReplyAsync(Tenant tenant, Guid id)
    {
        await using var scope = web.Services.CreateAsyncScope();
        var leases = scope.ServiceProvider.GetRequiredService<RefreshLeases>();
        using var held = await leases.TryAcquireAsync(tenant, id, onlyWhenDue: false, _ => true, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<TokenInbox>().KeepAsync(held!, new("""{"access_token":"kept"}"""), DateTimeOffset.UtcNow);
    }

    private async Task<bool> KeptAsync(Tenant tenant, Guid id)
    {
        await web.ExecuteAsync($"update refresh_leases set owner = null, held_until = null, asked_at = null, request_in_flight = true, uncertain_since = now(), due_at = now() where connection_id = '{id}'");
        try
        {
            return await web.UseAsync<RefreshLeases, bool>(async leases =>
            {
                using var held = await leases.TryAcquireAsync(tenant, id, onlyWhenDue: false, _ => true, CancellationToken.None);
                return held is { Kept.Count: > 0 };
            });
        }
        catch (VaultException)
        {
            return false;
        }
    }

    private Task<Guid> QueueAsync(Tenant tenant, Guid user, Guid id) => web.InWorkspaceAsync(tenant, async session =>
    {
        var connection = session.Connections.Single(row => row.Id == id);
        var queued = new QueuedRevocation(connection, user, DateTimeOffset.UtcNow);
        queued.Envelope = await web.Services.GetRequiredService<SecretVault>().SealAsync(
            session, queued.Context, new Dictionary<string, Secret> { [CredentialNames.AccessToken] = new("revoked") }, CancellationToken.None);
        session.Add(queued);
        return queued.Id;
    });

    private Task<bool> OpensRevocationAsync(Tenant tenant, Guid id) => web.InWorkspaceAsync(tenant, async session =>
    {
        if (session.Revocations.SingleOrDefault(row => row.Id == id) is not { Envelope: { } envelope } row)
            return false;

        try
        {
            await web.Services.GetRequiredService<SecretVault>().OpenAsync(session, row.Context, envelope, CancellationToken.None);
            return true;
        }
        catch (VaultException)
        {
            return false;
        }
    });
}
