using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Vault;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Vault;

/// <summary>
/// Somebody who can write the database, and has an attempt of their own, changes one column after the other of an attempt to connect, to
/// have a stranger's account come to them. Which columns there are is asked of the database.
/// </summary>
public sealed class BoundAttemptTests(WebFixture web) : IClassFixture<WebFixture>
{
    /// <summary>What may change, and why.</summary>
    private static readonly Dictionary<string, string> Free = new()
    {
        ["parked"] = "Nothing is put away yet; what is, opens for its own flow only.",
        ["ends_at"] = "It can make the attempt end earlier. Later than the sealed flow and the sealed record say it cannot.",
    };

    // Once with the record that Redis has, which was not changed, and once with the row alone.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_changed_column_brings_the_account_to_nobody_else(bool remembered)
    {
        foreach (var (column, type) in await web.ColumnsAsync("connect_attempts"))
        {
            var back = await Returning.ToAsync(web);
            await web.AsSuperuserAsync($"update connect_attempts set \"{column}\" = {ChangedColumns.Value(column, type)} where id = '{back.Started.Flow}'");
            if (!remembered)
                await back.ForgetStateAsync(web);
            await EndsWellOrNotAtAllAsync(back, column, remembered ? null : Free.ContainsKey(column));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_column_of_an_own_attempt_brings_the_account_of_another_agency_or_of_a_colleague_to_nobody_else(bool colleague, bool remembered)
    {
        foreach (var (column, _) in await web.ColumnsAsync("connect_attempts"))
        {
            var (back, own) = await BothAsync(colleague);
            var same = (bool)(await web.ReadAsync($"select a.\"{column}\" is not distinct from b.\"{column}\" from connect_attempts a, connect_attempts b where a.id = '{back.Started.Flow}' and b.id = '{own.Started.Flow}'"))!;
            await web.AsSuperuserAsync($"""
                create temp table own on commit drop as select * from connect_attempts where id = '{own.Started.Flow}';
                delete from connect_attempts where id = '{own.Started.Flow}';
                update connect_attempts set "{column}" = own."{column}" from own where connect_attempts.id = '{back.Started.Flow}'
                """);
            foreach (var attempt in remembered ? [] : (Returning[])[back, own])
                await attempt.ForgetStateAsync(web);
            await EndsWellOrNotAtAllAsync(back, column, remembered ? null : same || Free.ContainsKey(column));
            var second = await own.FinishAsync();
            Assert.True(remembered || second.Status == System.Net.HttpStatusCode.BadRequest);
            await OnlyOwnAsync(back);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_own_attempt_under_the_state_of_another_one_gets_nothing(bool remembered)
    {
        var (back, own) = await BothAsync(colleague: false);
        await web.AsSuperuserAsync($"""
            create temp table one on commit drop as select * from connect_attempts where id = '{back.Started.Flow}';
            delete from connect_attempts where id = '{back.Started.Flow}';
            update connect_attempts set state_hash = one.state_hash from one where connect_attempts.id = '{own.Started.Flow}'
            """);
        if (!remembered)
            await back.ForgetStateAsync(web);
        var answer = await back.FinishAsync();
        Assert.True(remembered || answer.Status == System.Net.HttpStatusCode.BadRequest);
        Assert.Equal(0L, await web.ReadAsync("select count(*) from connections"));
    }

    [Fact]
    public async Task An_attempt_lives_no_longer_because_its_row_says_so()
    {
        var back = await Returning.ToAsync(web);
        await web.InWorkspaceAsync(back.Agency.Tenant, async session =>
        {
            var (attempt, seal) = (await session.ConnectAttempts.SingleAsync(row => row.Id == back.Started.Flow), web.Services.GetRequiredService<FlowSeal>());
            attempt.Note(attempt.FlowAt(DateTimeOffset.UtcNow, seal)! with { EndsAt = DateTimeOffset.UtcNow.AddMinutes(-5) }, seal);
            return attempt;
        });
        await web.ExecuteAsync($"update connect_attempts set ends_at = now() + interval '1 hour' where id = '{back.Started.Flow}'");
        Assert.Contains("This took too long", await back.Guest.ResultAsync(await back.FinishAsync()));
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Fact]
    public async Task A_person_who_comes_back_seconds_too_late_is_too_late_whatever_the_row_says()
    {
        var back = await Returning.ToAsync(web);
        var state = new Secret(QueryHelpers.ParseQuery(back.Started.Provider.Query)["state"]!);
        await web.UseAsync<PendingAuthorizations, bool>(async authorizations =>
        {
            var flow = await web.UseAsync<ConnectFlows, ConnectFlow?>(flows => flows.FindAsync(back.Agency.Tenant, back.Agency.UserId, back.Started.Flow));
            var pending = await authorizations.LookAsync(state);
            await authorizations.AddAsync(flow! with { EndsAt = DateTimeOffset.UtcNow.AddSeconds(-21) }, state, pending!);
            return true;
        });
        await web.ExecuteAsync($"update connect_attempts set ends_at = '2030-01-01' where id = '{back.Started.Flow}'");
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await back.FinishAsync()).Status);
        await web.NothingWasConnectedAsync(back.Agency.Tenant);
    }

    [Theory]
    [InlineData("parked", true)]
    [InlineData("parked", false)]
    [InlineData("user_id", true)]
    [InlineData("flow", true)]
    [InlineData("flow", false)]
    [InlineData("id", true)]
    [InlineData("pending", true)]
    public async Task What_waits_for_a_choice_is_chosen_by_nobody_else(string column, bool colleague)
    {
        var (back, own) = await BothAsync(colleague, "oauth-organisation");
        await back.FinishAsync();
        await own.FinishAsync();
        await web.AsSuperuserAsync($"""
            create temp table mine on commit drop as select * from connect_attempts where id = '{own.Started.Flow}';
            delete from connect_attempts where id = '{own.Started.Flow}' and {(column == "parked" ? "false" : "true")};
            update connect_attempts set "{column}" = other."{column}" from (select * from connect_attempts where id = '{back.Started.Flow}' union all select * from mine) other
            where connect_attempts.id = '{(column == "parked" ? own : back).Started.Flow}' and other.id <> connect_attempts.id
            """);

        foreach (var id in (Guid[])[own.Started.Flow, back.Started.Flow])
            Assert.False(await ChoosesAsync(own, id), column);
        Assert.Equal(0L, await web.ReadAsync("select count(*) from connections"));
    }

    private async Task<(Returning Back, Returning Own)> BothAsync(bool colleague, string method = "oauth")
    {
        await web.ExecuteAsync("update steps set connection_id = null; delete from connections");
        var back = await Returning.ToAsync(web, method: method);
        var agency = colleague ? await web.AddColleagueAsync(back.Agency) : await web.OpenAgencyAsync("own");
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        var started = await guest.StartAsync(step.Connect(method));
        return (back, new(agency, guest, step, started, await guest.AskProviderAsync(started)));
    }

    private async Task EndsWellOrNotAtAllAsync(Returning back, string column, bool? well)
    {
        await back.FinishAsync();
        var mine = await web.ConnectionsAsync(back.Agency.Tenant);
        Assert.True(well is { } expected ? mine.Count == (expected ? 1 : 0) : mine.Count <= 1, $"connect_attempts.{column} changed: {mine.Count} connections");
        await OnlyOwnAsync(back);
        await web.ExecuteAsync("update steps set connection_id = null; delete from connections");
    }

    private async Task OnlyOwnAsync(Returning back)
    {
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from connections where workspace_id <> '{back.Agency.Tenant.WorkspaceId}' or created_by <> '{back.Agency.UserId}'"));
        Assert.Equal(0L, await web.ReadAsync($"select count(*) from steps where connection_id is not null and key <> '{back.Step.Key}'"));
    }

    private async Task<bool> ChoosesAsync(Returning own, Guid id)
    {
        try
        {
            return await web.UseAsync<ConnectFlows, ConnectFlow?>(flows => flows.FindAsync(own.Agency.Tenant, own.Agency.UserId, id)) is { } flow
                && await web.UseAsync<ChooseExternalAccount, ConnectFlow>(choose => choose.ChooseAsync(flow, flow.Choices[0].Id)) is { Outcome: ConnectOutcome.Connected };
        }
        catch (VaultException)
        {
            return false;
        }
    }
}
