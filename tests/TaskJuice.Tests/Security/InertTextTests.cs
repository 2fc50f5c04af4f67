using System.Net;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>What people and providers call things is text on every page, whatever it says.</summary>
public sealed class InertTextTests(WebFixture web) : IClassFixture<WebFixture>
{
    public static TheoryData<string> Payloads =>
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg onload=alert(1)>", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
        "<a href=\"javascript:alert(1)\">x</a>", "\" autofocus onfocus=alert(1) x=\"", "<iframe srcdoc=\"<script>alert(1)</script>\">", "<style>*{background:url(//evil.test)}</style>",
        "<meta http-equiv=refresh content=0;url=//evil.test>", "<form action=//evil.test><input name=x>", "<div hx-get=\"//evil.test\" hx-trigger=load>", "<base href=//evil.test>",
        "{{constructor.constructor('alert(1)')()}}", "<!--<script>", "]]><script>alert(1)</script>", "<math><mtext></mtext><script>alert(1)</script></math>", "\u2028<script>alert(1)</script>",
    ];

    [Theory, MemberData(nameof(Payloads))]
    public async Task A_name_that_is_markup_is_shown_as_it_was_typed(string payload)
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Id;
        var started = await back.Guest.StartAsync(back.Step.Connect("oauth"));
        var names = new Names(back.Agency.Slug, back.Step.WorkflowId, back.Step.Key, started.Flow, connection);
        var text = payload.Replace("'", "''");
        await web.ExecuteAsync($"""
            update connections set label = '{text}', external_name = '{text}', external_detail = '{text}', error_reason = '{text}', status = 'error', error_since = now(), scopes = array['{text}'], missing_scopes = array['{text}'] where id = '{connection}';
            update workflows set name = '{text}' where id = '{back.Step.WorkflowId}';
            update steps set title = '{text}' where workflow_id = '{back.Step.WorkflowId}';
            update audit_events set detail = '{text}' where workspace_id = '{back.Agency.Tenant.WorkspaceId}';
            update workspaces set name = '{text}' where id = '{back.Agency.Tenant.WorkspaceId}';
            update users set display_name = '{text}' where id = '{back.Agency.UserId}'
            """);

        var shown = 0;
        foreach (var door in Door.All.Where(door => door is { For: For.Member, Opens: true, Streams: false }))
        {
            var page = await back.Guest.Browser.OpenAsync(door.Address(names));
            Assert.NotEqual(HttpStatusCode.InternalServerError, page.Status);
            Assert.False(page.Raw.Contains(payload, StringComparison.Ordinal) && payload != WebUtility.HtmlEncode(payload), door.Pattern);
            shown += page.Text.Contains(payload, StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(shown, 5, Door.All.Length);
    }
}
