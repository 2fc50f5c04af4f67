using System.Text.RegularExpressions;
using TaskJuice.Tests.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages;

public sealed partial class UniqueIdTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("access_ends_soon")]
    [InlineData("access_ends_soon reauth_required")]
    public async Task No_page_has_an_id_twice_whatever_there_is_to_warn_of(string warnings)
    {
        var kept = await Kept.OAuthAsync(web);
        var kinds = warnings.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (kinds.Contains("reauth_required"))
            await kept.BreakAsync();
        if (kinds.Contains("access_ends_soon"))
            await web.ExecuteAsync($"update connections set refresh_token_expires_at = now() + interval '3 days' where id = '{kept.Id}'");
        foreach (var kind in kinds)
        {
            await web.ExecuteAsync($"""
                insert into notifications (id, account_id, workspace_id, connection_id, kind, raised_at)
                values (gen_random_uuid(), '{kept.Agency.Tenant.AccountId}', '{kept.Agency.Tenant.WorkspaceId}', '{kept.Id}', '{kind.Replace("_", "")}', now())
                """);
        }

        string[] pages =
        [
            kept.Path, kept.List, $"/{kept.Agency.Slug}/notifications", $"/{kept.Agency.Slug}/workflows", kept.Step.Workflow, $"{kept.Step.Workflow}?step={kept.Step.Key}",
            $"{kept.Step.Workflow}/steps/add", kept.Step.Connect(""), kept.Step.Connect("oauth", kept.Id), kept.Step.Connect("api-key"), $"/{kept.Agency.Slug}/connect/slack",
            $"{kept.Path}/delete", $"{kept.Path}/disconnect", $"{kept.Path}/replace", $"/{kept.Agency.Slug}/settings/branding", $"/{kept.Agency.Slug}/connections/reconnect?ids={kept.Id}",
        ];
        foreach (var page in pages)
        {
            var ids = Id().Matches((await kept.Guest.Browser.OpenAsync(page)).Text).Select(match => match.Groups[1].Value).ToList();
            Assert.True(ids.Count > 3, page);
            Assert.Equal((page, ""), (page, string.Join(' ', ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key))));
        }
    }

    [GeneratedRegex("<[a-z][^>]* id=\"([^\"]*)\"")]
    private static partial Regex Id();
}
