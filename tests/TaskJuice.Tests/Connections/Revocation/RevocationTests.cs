using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Revocation;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Connections.Revocation;

public sealed class RevocationTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_provider_that_is_away_is_asked_again_by_another_process_until_it_confirms()
    {
        var kept = await UnconfirmedAsync();
        Assert.Contains("We'll keep trying for 24 hours", await kept.OpenAsync());
        Assert.Equal(1L, await RowsAsync(kept, "envelope is not null and done_at is null and held_until is null and due_at between now() + interval '30 seconds' and now() + interval '70 seconds'"));
        await AskAsync(web.Services);
        Assert.Equal(1L, await RowsAsync(kept, "tries = 1"));

        await DueAsync(kept);
        await web.ForgetCallsAsync();
        var others = await Task.WhenAll(web.StartHostAsync(), web.StartHostAsync());
        await Task.WhenAll(others.Concat(others).Select(AskAsync));

        Assert.Equal(1, await web.CallsAsync("revoke"));
        Assert.Equal(1L, await RowsAsync(kept, "envelope is null and due_at is null and done_at is not null"));
        var page = await kept.OpenAsync();
        Assert.Contains("Sandbox confirmed that access was revoked.", page);
        Assert.Contains("The provider confirmed that access no longer used here was revoked.", page);
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_honestly_and_the_tokens_are_gone()
    {
        var kept = await UnconfirmedAsync();
        await DueAsync(kept, ", created_at = now() - interval '25 hours'");
        await WithoutProviderAsync(() => AskAsync(web.Services));

        Assert.Equal(1L, await RowsAsync(kept, "envelope is null and due_at is null and done_at is not null"));
        var page = await kept.OpenAsync();
        Assert.Contains("To be sure, remove TaskJuice in your Sandbox settings.", page);
        Assert.Contains("We couldn't confirm that access was revoked. To be sure, revoke it at the provider.", page);
        Assert.Contains(web.Leaks.Logged, line => line.Contains("after 2 attempts; someone has to revoke it"));
    }

    [Fact]
    public async Task A_process_that_died_while_asking_leaves_the_asking_to_others()
    {
        var kept = await UnconfirmedAsync();
        await web.ExecuteAsync($"""update revocations set "end" = null, due_at = created_at, held_until = now() + interval '1 minute' where connection_id = '{kept.Id}'""");
        await web.ForgetCallsAsync();
        await AskAsync(web.Services);
        Assert.Equal(0, await web.CallsAsync("revoke"));

        await web.ExecuteAsync($"update revocations set held_until = now() - interval '1 second' where connection_id = '{kept.Id}'");
        await AskAsync(web.Services);
        Assert.Equal((1, 1L), (await web.CallsAsync("revoke"), await kept.EventsAsync("disconnected", "Confirmed %")));
    }

    [Fact]
    public async Task What_was_connected_again_meanwhile_is_not_ended_behind_its_back()
    {
        var kept = await UnconfirmedAsync();
        await kept.Guest.ConnectAsync(kept.Step.Connect("oauth", kept.Id));
        await DueAsync(kept);
        await web.ForgetCallsAsync();
        await AskAsync(web.Services);
        Assert.Equal((0, 1L), (await web.CallsAsync("revoke"), await RowsAsync(kept, "\"end\" = 'shared' and envelope is null")));
        Assert.Contains("Sandbox responded.", await kept.Guest.TestStepAsync(kept.Step));
    }

    [Fact]
    public async Task An_access_that_other_workspaces_use_stays_unless_the_person_says_otherwise()
    {
        var agency = await web.OpenAgencyAsync("acme", "globex");
        var guest = await web.SignInAsync(agency);
        var (here, there) = (await guest.AddStepAsync("acme"), await guest.AddStepAsync("globex"));
        await guest.ConnectAsync(here.Connect("oauth"));
        await guest.ConnectAsync(there.Connect("oauth"));
        var path = $"/acme/connections/{Assert.Single(await web.ConnectionsAsync(agency.Tenant)).Id}";
        await web.ForgetCallsAsync();

        foreach (var action in (string[])["disconnect", "delete"])
            Assert.Contains("Also revoke access at Sandbox, which 1 other connection uses", (await guest.Browser.OpenAsync($"{path}/{action}")).Text);
        await guest.Browser.SendFormAsync($"{path}/disconnect", false);

        Assert.Equal(0, await web.CallsAsync("revoke"));
        Assert.Contains("Access at Sandbox wasn't revoked, because other connections in your account use it.", (await guest.Browser.OpenAsync(path)).Text);
        Assert.Contains("Sandbox responded.", await guest.TestStepAsync(there));

        await guest.ConnectAsync(here.Connect("oauth"));
        await guest.Browser.OpenAsync($"{path}/disconnect");
        await guest.Browser.SendFormAsync($"{path}/disconnect", false, ("endsForAll", "true"));
        Assert.Equal(1, await web.CallsAsync("revoke"));
    }

    [Fact]
    public async Task Another_account_is_not_counted()
    {
        await Kept.OAuthAsync(web);
        var mine = await Kept.OAuthAsync(web);
        Assert.DoesNotContain("Also revoke access at Sandbox", await mine.OpenAsync("/disconnect"));
    }

    [Theory]
    [InlineData("sk_sandbox_acme", true)]
    [InlineData("sk_sandbox_globex", false)]
    public async Task A_grant_that_another_credential_replaces_is_ended_too(string key, bool sameAccount)
    {
        var kept = await Kept.OAuthAsync(web);
        if (sameAccount)
            await kept.Guest.ConnectKeyAsync(kept.Step.Connect("api-key"), "Acme by key", key);
        else
            await web.UseAsync<Core.Connecting.SaveConnection, object>(async save => await save.SaveAsync(
                new()
                {
                    Tenant = kept.Agency.Tenant,
                    UserId = kept.Agency.UserId,
                    Grant = new() { App = "sandbox", Method = "api-key", Label = "Globex", ExternalAccountId = "acct_globex" },
                    Values = new Dictionary<string, Core.Vault.Secret> { ["key"] = new(key) },
                    Return = new(null, null),
                    Replaces = kept.Id,
                },
                CancellationToken.None));

        await AskAsync(web.Services);

        Assert.Equal(1, await web.CallsAsync("revoke"));
        Assert.Equal(1L, await web.ReadAsync($"select count(*) from audit_events where connection_id = '{kept.Id}' and kind = 'accessended' and detail like 'Confirmed %'"));
    }

    private async Task<Kept> UnconfirmedAsync()
    {
        var kept = await Kept.OAuthAsync(web);
        await WithoutProviderAsync(() => kept.SendAsync("disconnect"));
        Assert.Equal(ConnectionStatus.Revoked, (await kept.ReadAsync())!.Status);
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connection_secrets where connection_id = '{kept.Id}'"));
        return kept;
    }

    // The provider refuses the client, as it does while a secret is being changed.
    private async Task WithoutProviderAsync(Func<Task> work)
    {
        await web.Control.PutClientAsync(WebFixture.Client, new("another-secret"), TestContext.Current.CancellationToken);
        try
        {
            await work();
        }
        finally
        {
            await web.Control.PutClientAsync(WebFixture.Client, new ClientRegistration(WebFixture.ClientSecret), TestContext.Current.CancellationToken);
        }
    }

    private static Task AskAsync(IServiceProvider host) => host.GetRequiredService<RevocationSchedule>().AskDueAsync(TestContext.Current.CancellationToken);

    private Task DueAsync(Kept kept, string more = "") =>
        web.ExecuteAsync($"update revocations set due_at = now() - interval '1 second'{more} where connection_id = '{kept.Id}'");

    private async Task<long> RowsAsync(Kept kept, string where) => (long)(await web.ReadAsync($"select count(*) from revocations where connection_id = '{kept.Id}' and {where}"))!;
}
