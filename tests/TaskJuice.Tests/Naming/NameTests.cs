using System.Net;
using System.Text.Json;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Naming;

/// <summary>Names at the front door: what is typed, what providers send, and what was stored before anybody looked.</summary>
public sealed class NameTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Said = "The name held a character that cannot be seen or that turns the writing around (U+202E). It was taken out here.";

    [Theory]
    [InlineData("create")]
    [InlineData("workflow")]
    [InlineData("step")]
    [InlineData("connection")]
    [InlineData("key")]
    public async Task A_name_that_turns_the_writing_is_refused_and_comes_back_without_that(string form)
    {
        var kept = await Kept.KeyAsync(web);
        var before = await web.PictureAsync();
        var (action, field) = form switch
        {
            "create" => ($"/{kept.Agency.Slug}/workflows", "name"),
            "workflow" => ($"{kept.Step.Workflow}/rename", "name"),
            "step" => ($"{kept.Step.Workflow}/steps/{kept.Step.Key}/rename?step={kept.Step.Key}", "title"),
            "connection" => ($"{kept.Path}/rename", "name"),
            _ => ($"/{kept.Agency.Slug}/connect/sandbox/key?method=api-key", "f.name"),
        };
        var answer = await kept.Guest.Browser.SendFormAsync(action, form is "workflow" or "connection", (field, "Pay\u202Etxt.exe"), ("f.key", "sk_sandbox_globex"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(Said, answer.Text);
        Assert.Contains("value=\"Paytxt.exe\"", answer.Text);
        Assert.Equal(before, await web.PictureAsync());
    }

    [Fact]
    public async Task A_Hebrew_name_is_an_island_in_every_sentence_and_title()
    {
        const string name = "תהליך 7";
        var kept = await Kept.KeyAsync(web);
        var workflow = await kept.Guest.Browser.CreateWorkflowAsync(kept.Agency.Slug, name);
        var page = await kept.Guest.Browser.OpenAsync(workflow);
        Assert.Contains($"<title>\u2068{name}\u2069 ", page.Text);
        Assert.Contains($"<h1 dir=\"auto\">{name}</h1>", page.Text);
        var renamed = await kept.Guest.Browser.SendFormAsync($"{workflow}/rename", true, ("name", name + "!"));
        Assert.Contains($"Renamed to \u2068{name}!\u2069", renamed.Text);
        var copied = await kept.Guest.Browser.SendFormAsync($"{workflow}/duplicate", false);
        Assert.Equal($"Copy of {name}!", await web.ReadAsync($"select name from workflows where id = '{copied.Location!.Split('/')[^1].Split('?')[0]}'"));
    }

    [Fact]
    public async Task A_name_that_was_stored_before_turns_nothing()
    {
        var kept = await Kept.KeyAsync(web);
        await web.ExecuteAsync($"update connections set label = E'Pay\\u202Etxt.exe' where id = '{kept.Id}'");
        await web.ExecuteAsync($"update workflows set name = E'Flow\\u2067\\u202D' where id = '{kept.Step.WorkflowId}'");
        await web.ExecuteAsync($"update nodes set title = E'Do\\u202E' where workflow_id = '{kept.Step.WorkflowId}'");
        foreach (var address in (string[])[kept.Path, kept.List, $"{kept.Path}/delete", kept.Step.Workflow, $"/{kept.Agency.Slug}/workflows"])
        {
            var page = await kept.Guest.Browser.OpenAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain(page.Text, letter => letter is (>= '\u202A' and <= '\u202E') or '\u2066' or '\u2067');
        }

        Assert.Contains(">Paytxt.exe<", await kept.OpenAsync());
    }

    [Theory]
    [InlineData("Acme\u202E Ops\u200B", "Acme Ops")]
    [InlineData("Team 👩‍💻", "Team 👩‍💻")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("\u3164\u200B", "Quirky account")]
    [InlineData("Acme\r\nBcc: a", "Acme Bcc: a")]
    public async Task A_providers_name_is_cleaned(string sent, string label)
    {
        await using var provider = await WrittenProvider.StartAsync();
        provider.Token = $$"""{"access_token":"{{Guid.NewGuid():N}}","refresh_token":"{{Guid.NewGuid():N}}","scope":"read write","api_domain":"{{provider.First}}"}""";
        provider.Me = JsonSerializer.Serialize(new { id = "acct_quirky", name = sent });
        var (agency, guest, step) = await provider.VisitAsync(web);
        await WrittenProvider.ConnectAsync(guest, step);
        Assert.Equal(label, await web.ReadAsync($"select label from connections where workspace_id = '{agency.Tenant.WorkspaceId}'"));
    }
}
