using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Notifications;

/// <summary>Workspaces with connections that only a person can repair.</summary>
internal static class Broken
{
    /// <summary>A workspace in which so many connections are broken, the first one used by a step.</summary>
    public static async Task<(Returning Back, Guid[] Ids)> BreakAsync(this WebFixture web, int count)
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var first = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Guid[] ids = [.. Enumerable.Range(0, count).Select(number => number == 0 ? first.Id : Guid.CreateVersion7())];
        foreach (var id in ids.Skip(1))
            await web.ExecuteAsync($"insert into connections select (jsonb_populate_record(c, jsonb_build_object('id', '{id}', 'label', 'Copy', 'external_account_id', '{id}', 'client', null))).* from connections c where id = '{first.Id}'");
        await web.ExecuteAsync($"update connections set status = 'error', error_reason = 'invalid_grant', error_since = now() - interval '2 hours' where id = any(array[{string.Join(", ", ids.Select(id => $"'{id}'"))}]::uuid[])");
        return (back, ids);
    }

    public static async Task<long> CountAsync(this WebFixture web, Agency agency, string where) =>
        (long)(await web.ReadAsync($"select count(*) from notifications where workspace_id = '{agency.Tenant.WorkspaceId}' and {where}"))!;
}
