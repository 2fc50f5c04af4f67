using System.Net;
using System.Text.Json;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Connections;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Naming;

/// <summary>Names at the front door: what is typed, what providers send, and what was stored before anybody looked.</summary>
public sealed class NameTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Said = "The name contained an invisible character or one that changes the text direction (U+202E). We removed it.";

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
        var answer = await NameAsync(kept, form, "Pay\u202Etxt.exe");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(Said, answer.Text);
        Assert.Contains("value=\"Paytxt.exe\"", answer.Text);
        Assert.Equal(before, await web.PictureAsync());
    }

    [Theory]
    [InlineData("create")]
    [InlineData("workflow")]
    [InlineData("step")]
    [InlineData("connection")]
    [InlineData("key")]
    public async Task A_name_may_have_as_many_emoji_as_letters(string form)
    {
        var kept = await Kept.KeyAsync(web);
        foreach (var (length, taken) in (IEnumerable<(int, long)>)[(120, 1), (121, 0)])
        {
            var name = string.Concat(Enumerable.Repeat("😀", length));
            var before = await SameNameAsync(name);
            var answer = await NameAsync(kept, form, name);
            Assert.Equal(before + taken, await SameNameAsync(name));
            Assert.Equal(taken == 0, answer.Status == HttpStatusCode.UnprocessableEntity);
        }
    }

    [Fact]
    public async Task A_copy_of_a_name_of_emoji_alone_is_cut_between_two()
    {
        var kept = await Kept.KeyAsync(web);
        var workflow = await kept.Guest.Browser.CreateWorkflowAsync(kept.Agency.Slug, string.Concat(Enumerable.Repeat("😀", 120)));
        var copied = await kept.Guest.Browser.SendFormAsync($"{workflow}/duplicate", false);
        Assert.Equal($"Copy of {string.Concat(Enumerable.Repeat("😀", 112))}", await web.ReadAsync($"select name from workflows where id = '{copied.Location!.Split('/')[^1].Split('?')[0]}'"));
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
        await web.ExecuteAsync($"update steps set title = E'Do\\u202E' where workflow_id = '{kept.Step.WorkflowId}'");
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

    [Theory]
    [InlineData("""{"id":"acct_quirky","name":"Quirky Ltd","bio":"\ud83d"}""", "Quirky Ltd")]
    [InlineData("""{"id":"acct_quirky","name":"Quirky \ud83d"}""", "Quirky \uFFFD")]
    [InlineData("""{"id":"acct_quirky","name":"\ude00 Quirky \ud83d\ude00","\uD83D":["\uDE00"]}""", "\uFFFD Quirky 😀")]
    [InlineData("""{"id":"acct_quirky","name":"C:\\ud83d\\\ud83d"}""", "C:\\ud83d\\\uFFFD")]
    public async Task Half_of_a_character_in_a_providers_answer_is_no_reason_not_to_connect(string said, string label)
    {
        await using var provider = await WrittenProvider.StartAsync();
        provider.Token = $$"""{"access_token":"{{Guid.NewGuid():N}}","scope":"read write","api_domain":"{{provider.First}}"}""";
        provider.Me = said;
        var (agency, guest, step) = await provider.VisitAsync(web);
        await WrittenProvider.ConnectAsync(guest, step);
        Assert.Equal(label, await web.ReadAsync($"select label from connections where workspace_id = '{agency.Tenant.WorkspaceId}'"));
    }

    private async Task<long> SameNameAsync(string name) => (long)(await web.ReadAsync(
        $"select count(*) from (select label as name from connections union all select name from workflows union all select title from steps) as names where name = '{name}'"))!;

    private static Task<Answer> NameAsync(Kept kept, string form, string name)
    {
        var (action, field) = form switch
        {
            "create" => ($"/{kept.Agency.Slug}/workflows", "name"),
            "workflow" => ($"{kept.Step.Workflow}/rename", "name"),
            "step" => ($"{kept.Step.Workflow}/steps/{kept.Step.Key}/rename?step={kept.Step.Key}", "title"),
            "connection" => ($"{kept.Path}/rename", "name"),
            _ => ($"/{kept.Agency.Slug}/connect/sandbox/key?method=api-key", "f.name"),
        };
        return kept.Guest.Browser.SendFormAsync(action, form is "workflow" or "connection", (field, name), ("f.key", "sk_sandbox_globex"));
    }
}
