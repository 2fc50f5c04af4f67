using System.Net;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Shared;

/// <summary>Whoever does something sees that it was done: in the answer, or on the page that a redirect leads to, without script too.</summary>
public sealed class ToastTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Cookie = "__Host-taskjuice-said";

    [Fact]
    public async Task A_check_that_fails_takes_away_what_the_one_before_told()
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.OpenAsync();
        Assert.Contains("The connection works.", (await kept.SendAsync("check", true, ("unused", ""))).Text);
        await web.TurnAsync(new() { AutoApprove = "acct_acme", Api = new() { Status = 403 } });

        var answer = await kept.SendAsync("check", true, ("unused", ""));
        Assert.Contains("""<hx-partial hx-target="#toasts"></hx-partial>""", answer.Text);
        Assert.Contains("without success.", answer.Text);
        Assert.DoesNotContain("The connection works.", answer.Text);
    }

    [Theory]
    [InlineData("rename", "Renamed to Books.", "name", "Books")]
    [InlineData("check", "Sandbox responded. The connection works.", "unused", "")]
    [InlineData("disconnect", "Disconnected Acme Ops.", "unused", "")]
    [InlineData("delete", "Deleted Acme Ops.", "unused", "")]
    public async Task What_is_done_to_a_connection_is_shown_on_the_page_that_follows_and_once(string action, string said, string field, string value)
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.OpenAsync();
        var answer = await kept.SendAsync(action, false, (field, value));
        if (answer.Status == HttpStatusCode.SeeOther)
            answer = await kept.Guest.Browser.OpenAsync(answer.Location!);

        Assert.Contains(Toast(said), answer.Text);
        Assert.DoesNotContain(Toast(said), (await kept.Guest.Browser.OpenAsync(kept.List)).Text);
    }

    [Fact]
    public async Task Giving_steps_another_account_is_shown_with_what_stays()
    {
        var kept = await Kept.OAuthAsync(web);
        var other = await kept.AlsoAsync("Globex books");
        await kept.OpenAsync();
        var answer = await kept.SendAsync("replace", true, ("with", other.ToString()));
        Assert.Equal(kept.Path, answer.Header("HX-Redirect"));
        Assert.Contains(Toast("The step now uses Globex books. Nothing uses Acme Ops anymore."), await kept.OpenAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connected_account_is_shown_wherever_the_person_is_led(bool fragment)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        await web.TurnAsync(new());
        var form = $"/{agency.Slug}/connect/sandbox?method=api-key";
        await guest.Browser.OpenAsync(form);
        var answer = await guest.Browser.SendFormAsync($"/{agency.Slug}/connect/sandbox/key?method=api-key", fragment, ("f.name", "Books"), ("f.key", "sk_sandbox_acme"));
        Assert.Contains(Toast("Connected Books."), (await guest.Browser.OpenAsync(answer.Header("HX-Redirect") ?? answer.Location!)).Text);
    }

    [Fact]
    public async Task Consent_in_the_same_window_is_told_on_the_step()
    {
        var back = await Returning.ToAsync(web);
        Assert.Contains(Toast("Connected Acme Ops. This step now uses it."), await back.Guest.ResultAsync(await back.FinishAsync()));
    }

    [Theory]
    [InlineData("rename", "title", "Call them", "Renamed to Call them")]
    [InlineData("duplicate", "unused", "", "duplicated as step")]
    [InlineData("move", "to", "3", "moved to position 3 of 3")]
    public async Task What_is_done_to_a_step_is_shown_with_script_and_without(string action, string field, string value, string said)
    {
        var kept = await Kept.OAuthAsync(web);
        var browser = kept.Guest.Browser;
        var second = await browser.AddStepAsync(kept.Step.Workflow, "send-message", kept.Step.Key);
        await browser.AddStepAsync(kept.Step.Workflow, "create-ticket", second);
        foreach (var fragment in (bool[])[true, false])
        {
            await browser.OpenAsync(kept.Step.Workflow);
            var answer = await browser.SendFormAsync($"{kept.Step.Workflow}/steps/{second}/{action}", fragment, (field, value));
            var page = fragment ? answer.Text : (await browser.OpenAsync(answer.Location!)).Text;
            Assert.Contains("toast--done", page);
            Assert.Contains(said, page[page.IndexOf("toast--done", StringComparison.Ordinal)..]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_done_to_a_workflow_is_shown_on_the_page_that_follows(bool fragment)
    {
        var agency = await web.OpenAgencyAsync();
        var browser = (await web.SignInAsync(agency)).Browser;
        var list = $"/{agency.Slug}/workflows";
        async Task<string> AfterAsync(string address, params (string, string)[] fields)
        {
            await browser.OpenAsync(list);
            var answer = await browser.SendFormAsync(address, fragment, fields);
            return (await browser.OpenAsync(answer.Header("HX-Redirect") ?? answer.Location!)).Text;
        }

        Assert.Contains(Toast("Orders created"), await AfterAsync(list, ("name", " Orders ")));
        var workflow = $"{list}/{await web.ReadAsync("select id from workflows order by created_at desc limit 1")}";
        Assert.Contains(Toast("Copy of Orders created, with the same steps and accounts"), await AfterAsync($"{workflow}/duplicate"));
        var deleted = await AfterAsync($"{workflow}/delete");
        Assert.Contains(Toast("Orders deleted"), deleted);
        Assert.Contains("aria-label=\"Undo deleting Orders\"", deleted);
        Assert.Contains(Toast("Orders restored, with its steps and accounts"), await AfterAsync($"{workflow}/restore"));
        await AfterAsync($"{workflow}/delete");
        Assert.Contains(Toast("Orders restored, with its steps and accounts"), await AfterAsync($"{workflow}/restore", ("open", "true")));
    }

    [Fact]
    public async Task A_kept_colour_is_told_and_nothing_of_it_stands_in_the_address()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var path = $"/{agency.Slug}/settings/branding";
        await guest.Browser.OpenAsync(path);
        var answer = await guest.Browser.SendFormAsync(path, false, ("colour", "#1d6f5c"));
        Assert.Equal(path, answer.Location);
        Assert.Contains(Toast("Saved. Everyone in this account will see it on the next page they open."), (await guest.Browser.OpenAsync(path)).Text);
    }

    [Fact]
    public async Task A_message_is_sealed_belongs_to_one_person_and_cannot_be_made_up()
    {
        var kept = await Kept.OAuthAsync(web);
        await kept.SendAsync("rename", false, ("name", "<b>Books</b>"));
        var cookie = kept.Guest.Cookies.GetAllCookies().Single(cookie => cookie.Name == Cookie);
        Assert.DoesNotContain("Books", cookie.Value);
        Assert.True(cookie is { HttpOnly: true, Secure: true, Path: "/" } && cookie.Expires > DateTime.Now && cookie.Expires < DateTime.Now.AddMinutes(2));

        var other = await web.OpenAgencyAsync("elsewhere");
        var guest = await web.SignInAsync(other);
        guest.Cookies.Add(new Uri("https://localhost"), new Cookie(Cookie, cookie.Value, "/") { Secure = true });
        Assert.DoesNotContain("toast--", (await guest.Browser.OpenAsync($"/{other.Slug}/connections")).Text);
        guest.Cookies.Add(new Uri("https://localhost"), new Cookie(Cookie, "made-up", "/") { Secure = true });
        var page = await guest.Browser.OpenAsync($"/{other.Slug}/connections");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("toast--", page.Text);

        Assert.Contains("<p>Renamed to &lt;b&gt;Books&lt;/b&gt;.</p>", (await kept.Guest.Browser.OpenAsync(kept.Path)).Raw);
    }

    [Fact]
    public async Task A_test_that_fails_is_no_success()
    {
        var kept = await Kept.OAuthAsync(web);
        await web.TurnAsync(new Knobs { Api = new() { Status = 403 } });
        await kept.Guest.Browser.OpenAsync($"{kept.Step.Workflow}?step={kept.Step.Key}");
        foreach (var fragment in (bool[])[true, false])
            Assert.DoesNotContain("toast--done", (await kept.Guest.Browser.SendFormAsync($"{kept.Step.Workflow}/steps/{kept.Step.Key}/test", fragment)).Text);
    }

    private static string Toast(string said) => $"<p>{said}</p>";
}
