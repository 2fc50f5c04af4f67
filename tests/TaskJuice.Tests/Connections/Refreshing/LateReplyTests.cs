using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using TaskJuice.Tests.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>A connection is given up while a refresh is under way: what still comes ends at the provider, and nothing of it stays here.</summary>
public sealed class LateReplyTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("disconnect")]
    [InlineData("delete")]
    public async Task What_comes_after_the_connection_was_given_up_is_ended_at_the_provider(string action)
    {
        var kept = await Kept.OAuthAsync(web);
        var late = await RefreshAsync(kept);
        await kept.SendAsync(action);
        await late;
        await EndedAsync(kept);
    }

    [Fact]
    public async Task What_comes_after_another_kind_of_credential_took_the_place_is_ended_at_the_provider()
    {
        var kept = await Kept.OAuthAsync(web);
        var late = await RefreshAsync(kept);
        await kept.Guest.ConnectKeyAsync(kept.Step.Connect("api-key"), Kept.Label, "sk_sandbox_acme");
        await late;
        await EndedAsync(kept);
        Assert.Equal(ConnectionStatus.Pending, (await kept.ReadAsync())!.Status);
    }

    [Theory]
    [InlineData("disconnect")]
    [InlineData("delete")]
    public async Task What_came_and_was_only_kept_is_ended_too(string action)
    {
        var kept = await Kept.OAuthAsync(web);
        var late = await RefreshAsync(kept);
        await web.ExecuteAsync("alter table connection_secrets rename to out_of_the_way");
        try
        {
            Assert.Equal(RefreshResult.Later, await late);
        }
        finally
        {
            await web.ExecuteAsync("alter table out_of_the_way rename to connection_secrets");
        }

        Assert.Equal(1L, await web.ReadAsync($"select count(*) from token_inbox where connection_id = '{kept.Id}'"));
        await kept.SendAsync(action);
        await EndedAsync(kept);
    }

    [Fact]
    public async Task What_only_the_disk_has_is_ended_when_it_is_brought()
    {
        var kept = await Kept.OAuthAsync(web);
        var late = await RefreshAsync(kept);
        await web.ExecuteAsync("alter table token_inbox rename to out_of_the_way");
        try
        {
            Assert.Equal(RefreshResult.Later, await late);

            // Without the table it cannot be given up by the page either.
            await web.ExecuteAsync($"""
                update connections set status = 'revoked' where id = '{kept.Id}';
                delete from connection_secrets where connection_id = '{kept.Id}';
                update refresh_leases set due_at = null, owner = null, held_until = null, generation = generation + 1, request_in_flight = false where connection_id = '{kept.Id}'
                """);
        }
        finally
        {
            await web.ExecuteAsync("alter table out_of_the_way rename to token_inbox");
        }

        await web.UseAsync<TokenInbox, int>(inbox => inbox.BringSpooledAsync(TestContext.Current.CancellationToken));
        await EndedAsync(kept);
    }

    [Fact]
    public async Task What_only_the_disk_has_of_a_connection_that_was_deleted_is_ended_when_it_is_brought()
    {
        var kept = await Kept.OAuthAsync(web);
        var late = await RefreshAsync(kept);
        var spool = Path.Combine(web.KeyDirectory, "spool");
        await web.ExecuteAsync("alter table token_inbox rename to out_of_the_way");
        try
        {
            Assert.Equal(RefreshResult.Later, await late);
        }
        finally
        {
            // Out of sight until the connection is gone, as on a machine that was off.
            foreach (var file in Directory.EnumerateFiles(spool, $"{kept.Id:N}*"))
                File.Move(file, file + ".off");
            await web.ExecuteAsync("alter table out_of_the_way rename to token_inbox");
        }

        await kept.SendAsync("delete");
        foreach (var file in Directory.EnumerateFiles(spool, "*.off"))
            File.Move(file, file[..^4]);
        await web.UseAsync<TokenInbox, int>(inbox => inbox.BringSpooledAsync(TestContext.Current.CancellationToken));
        await EndedAsync(kept);
    }

    private async Task<Task<RefreshResult>> RefreshAsync(Kept kept)
    {
        await web.TurnAsync(new() { AutoApprove = "acct_acme", Token = new() { AnswerDelayMs = 2000, Only = "refresh_token" } });
        await web.ExecuteAsync($"update connections set expires_at = now() - interval '1 minute' where id = '{kept.Id}'");
        await web.ForgetCallsAsync();
        var late = web.UseAsync<RefreshConnection, RefreshResult>(refresh => refresh.EnsureFreshAsync(kept.Agency.Tenant, kept.Id, null, CancellationToken.None));
        while (await web.CallsAsync("token.refresh") == 0)
            Assert.False(late.IsCompleted);
        return late;
    }

    private async Task EndedAsync(Kept kept)
    {
        await web.Services.GetRequiredService<RevocationSchedule>().AskDueAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from token_inbox where connection_id = '{kept.Id}'"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(web.KeyDirectory, "spool"), $"{kept.Id:N}*"));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from refresh_leases where connection_id = '{kept.Id}' and due_at is not null"));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from revocations where connection_id = '{kept.Id}' and (envelope is not null or done_at is null)"));
        var ledger = await web.Control.LedgerAsync(stop: TestContext.Current.CancellationToken);
        var issued = Assert.Single(ledger, entry => entry.Kind == "token.refresh").IssuedRefreshTokenId;
        Assert.Contains(ledger, entry => entry.Kind == "revoke" && entry.RefreshTokenId == issued);
    }
}
