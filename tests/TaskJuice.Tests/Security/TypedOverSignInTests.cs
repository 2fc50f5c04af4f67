using System.Net;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>A session that ends while a form is filled in takes nothing with it that was typed.</summary>
public sealed class TypedOverSignInTests(ShortSessions web) : IClassFixture<ShortSessions>
{
    private const string Typed = "Typed \"late\" שלום 😀";

    public static TheoryData<string, bool, bool> Forms
    {
        get
        {
            var data = new TheoryData<string, bool, bool>();
            foreach (var form in (string[])["create", "workflow", "step", "connection", "branding"])
            {
                data.Add(form, false, false);
                data.Add(form, true, false);
                data.Add(form, false, true);
                data.Add(form, true, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task What_was_typed_stands_in_the_field_again_and_is_said_not_to_be_saved(string form, bool fragment, bool signsOut)
    {
        var place = await PlaceAsync(form);
        await EndAsync(place, signsOut);

        var away = await place.Guest.Browser.SendFormAsync(place.Action, fragment, (place.Field, Typed));
        var address = fragment ? away.Header("HX-Redirect")! : away.Location!;
        Assert.EndsWith("&why=ended&sent=kept", address);
        Assert.DoesNotContain("Typed", address);
        Assert.Contains("Nothing has been saved yet. We've kept what you typed", (await place.Guest.Browser.OpenAsync(address)).Text);

        var back = await SignInAsync(place.Guest, place.Agency, address);
        Assert.Equal(place.Page, back);
        var page = await place.Guest.Browser.OpenAsync(back);
        Assert.True(page.Status is HttpStatusCode.OK || form == "branding", $"{page.Status}");
        Assert.Contains($"value=\"{Typed}\"", page.Text);
        if (form != "branding")
            Assert.Contains("This wasn't saved because your session had ended.", page.Text);

        // Sent again, it is saved, and the page forgets it.
        await place.Guest.Browser.SendFormAsync(place.Action, fragment, (place.Field, form == "branding" ? "#1d6f5c" : "Saved now"));
        Assert.DoesNotContain(Typed, (await place.Guest.Browser.OpenAsync(place.Page)).Text);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("connection")]
    public async Task Nobody_else_finds_it(string form)
    {
        var place = await PlaceAsync(form);
        var colleague = await web.AddColleagueAsync(place.Agency);
        await EndAsync(place, signsOut: true);
        var away = await place.Guest.Browser.SendFormAsync(place.Action, false, (place.Field, Typed));
        var page = await place.Guest.Browser.OpenAsync(await SignInAsync(place.Guest, colleague, away.Location!));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("Typed", page.Text);
    }

    [Theory]
    [InlineData("create", true)]
    [InlineData("create", false)]
    [InlineData("connection", true)]
    public async Task Whoever_had_the_browser_in_between_finds_nothing_and_who_typed_it_does(string form, bool signsOutAgain)
    {
        var place = await PlaceAsync(form);
        var colleague = await web.AddColleagueAsync(place.Agency);
        var other = new Browser(place.Guest.Browser.Http);
        await other.OpenAsync(place.Page);
        await other.SendFormAsync("/sign-out", false);
        await other.SignInAsync(colleague.Email, WebFixture.Password);
        await other.OpenAsync(place.Page);
        if (signsOutAgain)
            await other.SendFormAsync("/sign-out", false);

        var away = await place.Guest.Browser.SendFormAsync(place.Action, false, (place.Field, Typed));
        if (signsOutAgain)
            Assert.EndsWith("&why=ended&sent=kept", away.Location);
        else
            Assert.Contains("Someone else is signed in", away.Text);
        if (signsOutAgain)
            await other.SignInAsync(colleague.Email, WebFixture.Password);
        Assert.DoesNotContain("Typed", (await other.OpenAsync(place.Page)).Text);
        await other.SendFormAsync("/sign-out", false);
        await other.SignInAsync(place.Agency.Email, WebFixture.Password);
        Assert.Contains($"value=\"{Typed}\"", (await other.OpenAsync(place.Page)).Text);
    }

    [Fact]
    public async Task What_could_not_be_kept_for_whoever_typed_it_is_not_said_to_be()
    {
        var place = await PlaceAsync("create");
        var colleague = await web.AddColleagueAsync(place.Agency);
        var other = new Browser(place.Guest.Browser.Http);
        await other.OpenAsync(place.Page);
        await other.SendFormAsync("/sign-out", false);
        await other.SignInAsync(colleague.Email, WebFixture.Password);

        var refused = await place.Guest.Browser.SendFormAsync(place.Action, false, (place.Field, new string('é', 4_000)));
        Assert.Contains("Someone else is signed in", refused.Text);
        Assert.Contains("What they typed couldn't be kept", refused.Text);
    }

    [Fact]
    public async Task Two_tabs_keep_what_was_typed_in_each()
    {
        var (first, second) = (await PlaceAsync("workflow"), (Place?)null);
        second = first with { Action = $"/{first.Agency.Slug}/workflows", Page = $"/{first.Agency.Slug}/workflows" };
        await EndAsync(first, signsOut: false);
        await first.Guest.Browser.SendFormAsync(first.Action, true, ("name", "In the first"));
        var away = await first.Guest.Browser.SendFormAsync(second.Action, false, ("name", "In the second"));
        await SignInAsync(first.Guest, first.Agency, away.Location!);
        Assert.Contains("value=\"In the second\"", (await first.Guest.Browser.OpenAsync(second.Page)).Text);
        Assert.Contains("value=\"In the first\"", (await first.Guest.Browser.OpenAsync(first.Page)).Text);
    }

    [Fact]
    public async Task What_is_too_much_to_keep_is_said_to_be_lost()
    {
        var place = await PlaceAsync("create");
        await EndAsync(place, signsOut: false);
        var away = await place.Guest.Browser.SendFormAsync(place.Action, false, ("name", new string('é', 4_000)));
        Assert.Equal($"/sign-in?return={Uri.EscapeDataString(place.Page)}&why=ended&sent=lost", away.Location);
    }

    [Theory]
    [InlineData("delete", "")]
    [InlineData("duplicate", "")]
    [InlineData("steps/{0}/remove", "?step={0}")]
    [InlineData("steps/{0}/duplicate", "?step={0}")]
    [InlineData("steps/{0}/restore", "")]
    public async Task A_form_without_text_leads_back_to_the_page_it_stands_on(string action, string query)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        web.EndSessions();
        var away = await guest.Browser.SendFormAsync($"{step.Workflow}/{string.Format(null, action, step.Key)}{string.Format(null, query, step.Key)}", false);
        Assert.Equal($"/sign-in?return={Uri.EscapeDataString(step.Workflow + string.Format(null, query, step.Key))}&why=ended&sent=lost", away.Location);
    }

    [Fact]
    public async Task Every_form_leads_back_to_a_page_that_can_be_opened()
    {
        var back = await Returning.ToAsync(web);
        var names = new Names(back.Agency.Slug, back.Step.WorkflowId, back.Step.Key, back.Started.Flow, Guid.NewGuid());
        web.EndSessions();
        List<(string Door, string Page)> pages = [];
        foreach (var door in Door.All.Where(door => door is { TakesForms: true, For: For.Member }))
            pages.Add((door.Pattern, WebUtility.UrlDecode((await back.Guest.Browser.PostAsync(door.Address(names), null, names)).Location!.Split("return=")[1].Split('&')[0])));

        await back.Guest.Browser.SignInAsync(back.Agency.Email, WebFixture.Password);
        foreach (var (door, page) in pages)
        {
            Assert.StartsWith($"/{names.Workspace}/", page);
            var reply = await back.Guest.Browser.GetAsync(page);
            Assert.True(reply.Status is HttpStatusCode.OK or HttpStatusCode.Redirect || page.Contains($"{names.Connection}"), $"{door} to {page}: {reply.Status}");
        }
    }

    [Fact]
    public async Task Whoever_signs_out_and_comes_back_by_themselves_is_told_nothing()
    {
        var place = await PlaceAsync("create");
        await place.Guest.Browser.SendFormAsync("/sign-out", false);
        var away = await place.Guest.Browser.OpenAsync(place.Page);
        Assert.Equal($"/sign-in?return={Uri.EscapeDataString(place.Page)}", away.Location);
    }

    private async Task<Place> PlaceAsync(string form)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        await guest.ConnectKeyAsync(step.Connect("api-key"), "Acme Ops", "sk_sandbox_acme");
        var id = (await web.ConnectionsAsync(agency.Tenant)).Single().Id;
        await guest.Browser.OpenAsync($"/{agency.Slug}/workflows");
        return form switch
        {
            "create" => new(agency, guest, $"/{agency.Slug}/workflows", $"/{agency.Slug}/workflows", "name"),
            "workflow" => new(agency, guest, $"{step.Workflow}?step={step.Key}", $"{step.Workflow}/rename?step={step.Key}", "name"),
            "step" => new(agency, guest, $"{step.Workflow}?step={step.Key}", $"{step.Workflow}/steps/{step.Key}/rename?step={step.Key}", "title"),
            "connection" => new(agency, guest, $"/{agency.Slug}/connections/{id}", $"/{agency.Slug}/connections/{id}/rename", "name"),
            _ => new(agency, guest, $"/{agency.Slug}/settings/branding", $"/{agency.Slug}/settings/branding", "colour"),
        };
    }

    // In another tab, as it were: the page with the form stays open.
    private async Task EndAsync(Place place, bool signsOut)
    {
        if (signsOut)
            Assert.Equal(HttpStatusCode.Redirect, (await place.Guest.Browser.SendFormAsync("/sign-out", false)).Status);
        else
            web.EndSessions();
    }

    private static async Task<string> SignInAsync(Guest guest, Agency person, string address)
    {
        await guest.Browser.OpenAsync(address);
        var back = WebUtility.UrlDecode(address.Split("return=")[1].Split('&')[0]);
        var answer = await guest.Browser.SendFormAsync(address, false, ("email", person.Email), ("password", WebFixture.Password), ("return", back));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return answer.Location!;
    }

    private sealed record Place(Agency Agency, Guest Guest, string Page, string Action, string Field);
}
