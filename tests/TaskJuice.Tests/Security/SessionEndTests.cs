using System.Net;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

public sealed class SessionEndTests(ShortSessions web) : IClassFixture<ShortSessions>
{
    [Theory]
    [InlineData("update users set security_stamp = 'another' where id = '{0}'", "changed")]
    [InlineData("update users set security_stamp = '' where id = '{0}'", "changed")]
    [InlineData("delete from users where id = '{0}'", "ended")]
    public async Task A_person_who_was_changed_or_deleted_is_asked_to_sign_in_everywhere_and_the_cookie_goes(string change, string why)
    {
        var colleague = await web.AddColleagueAsync(await web.OpenAgencyAsync());
        var names = new Names(colleague.Slug, Guid.NewGuid(), "1", Guid.NewGuid(), Guid.NewGuid());
        var guest = await web.SignInAsync(colleague);
        var cookies = guest.Cookies.GetAllCookies().ToList();
        await web.ExecuteAsync(string.Format(null, change, colleague.UserId));

        foreach (var door in Door.All)
        {
            foreach (var verb in (string[])["GET", "POST"])
            {
                cookies.ForEach(guest.Cookies.Add);
                var reply = verb == "GET" ? await guest.Browser.GetAsync(door.Address(names)) : await guest.Browser.PostAsync(door.Address(names), null, names);
                if (door.Pattern != "dev/failure")
                    Assert.True((int)reply.Status < 500, $"{reply.Request}: {reply.Status}");
                if (door.For == For.Everybody)
                    continue;

                Assert.StartsWith("/sign-in?", reply.Location);
                Assert.Contains($"why={why}", reply.Location);
                Assert.DoesNotContain(guest.Cookies.GetAllCookies(), cookie => cookie.Name == "__Host-taskjuice");
            }
        }

        Assert.Contains("your password or access changed", (await guest.Browser.OpenAsync("/sign-in?why=changed")).Text);
    }

    [Fact]
    public async Task Who_was_changed_signs_in_again_and_goes_on()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        await web.ExecuteAsync($"update users set security_stamp = 'another' where id = '{agency.UserId}'");
        var away = await guest.Browser.OpenAsync($"/{agency.Slug}/connections");
        Assert.Equal($"/{agency.Slug}/connections", await SignInAsync(guest, agency, away.Location!));
        Assert.Equal(HttpStatusCode.OK, (await guest.Browser.OpenAsync($"/{agency.Slug}/connections")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_typed_into_a_connect_form_is_there_after_signing_in_and_no_secret_is(bool fragment)
    {
        var (agency, guest, step) = await BeginAsync();
        var key = $"sk_sandbox_{Guid.NewGuid():N}";
        web.Leaks.Plant(key);

        var away = await SendAsync(guest, step, fragment, ("f.name", "Kept \"name\" 😀"), ("f.subdomain", "kept-acme"), ("f.key", key));
        var address = fragment ? away.Header("HX-Redirect")! : away.Location!;
        var page = await guest.Browser.OpenAsync(address);
        Assert.Contains("Your session has ended.", page.Text);
        Assert.Contains("We've kept what you typed, except keys and passwords.", page.Text);
        Assert.DoesNotContain("kept-acme", address);

        var form = await guest.Browser.OpenAsync(await SignInAsync(guest, agency, address));
        Assert.Contains("value=\"Kept \"name\" 😀\"", form.Text);
        Assert.Contains("value=\"kept-acme\"", form.Text);
        Assert.DoesNotContain(key, form.Raw);

        await guest.ConnectKeyAsync(step.Connect("api-key"), "Now", "sk_sandbox_acme", ("f.subdomain", "acme"));
        Assert.DoesNotContain("kept-acme", (await guest.Browser.OpenAsync(step.Connect("api-key"))).Text);
    }

    [Fact]
    public async Task What_one_person_typed_is_not_shown_to_another_one()
    {
        var (agency, guest, step) = await BeginAsync();
        var colleague = await web.AddColleagueAsync(agency);
        var away = await SendAsync(guest, step, false, ("f.name", "Kept name"), ("f.subdomain", "kept-acme"));
        var form = await guest.Browser.OpenAsync(await SignInAsync(guest, colleague, away.Location!));
        Assert.Equal(HttpStatusCode.OK, form.Status);
        Assert.DoesNotContain("kept-acme", form.Text);
    }

    [Fact]
    public async Task A_form_from_somewhere_else_leaves_nothing_behind()
    {
        var (_, guest, step) = await BeginAsync();
        guest.Forget("__Host-taskjuice");
        guest.Browser.LeaveOurPages();
        var away = await SendAsync(guest, step, false, ("f.name", "Kept name"), ("f.subdomain", "evil"));
        Assert.DoesNotContain("sent=", away.Location);
        Assert.DoesNotContain("why=", away.Location);
        Assert.DoesNotContain(guest.Cookies.GetAllCookies(), cookie => cookie.Name == "__Host-taskjuice-typed");
    }

    [Fact]
    public async Task A_window_for_a_provider_comes_back_to_its_form()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        web.EndSessions();
        var away = await guest.Browser.SendFormAsync(
            step.Connect("oauth").Replace("/connect/sandbox", "/connect/sandbox/oauth"), false, ("flow", $"{Guid.NewGuid()}"), ("mode", "popup"));
        var address = await SignInAsync(guest, agency, away.Location!);
        Assert.Equal($"{step.Connect("oauth")}&window=popup", address);
        Assert.Contains("name=\"mode\" value=\"popup\"", (await guest.Browser.OpenAsync(address)).Text);
    }

    [Fact]
    public async Task Any_other_form_is_said_to_be_lost()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        web.EndSessions();
        var away = await guest.Browser.SendFormAsync($"{step.Workflow}/duplicate", false);
        Assert.Equal($"/sign-in?return={Uri.EscapeDataString(step.Workflow)}&why=ended&sent=lost", away.Location);
        var page = await guest.Browser.OpenAsync(away.Location!);
        Assert.Contains("Your session has ended.", page.Text);
        Assert.Contains("Your last changes weren't saved.", page.Text);
    }

    private async Task<(Agency, Guest, Step)> BeginAsync()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        return (agency, guest, await guest.AddStepAsync(agency.Slug, "sandbox-tenant", "new-ticket"));
    }

    private async Task<Pages.Workflows.Answer> SendAsync(Guest guest, Step step, bool fragment, params (string, string)[] fields)
    {
        await guest.Browser.OpenAsync(step.Connect("api-key"));
        web.EndSessions();
        var action = step.Connect("api-key").Replace("/connect/sandbox-tenant", "/connect/sandbox-tenant/key");
        return await guest.Browser.SendFormAsync(action, fragment, fields);
    }

    private static async Task<string> SignInAsync(Guest guest, Agency person, string address)
    {
        await guest.Browser.OpenAsync(address);
        var back = WebUtility.UrlDecode(address.Split("return=")[1].Split('&')[0]);
        var answer = await guest.Browser.SendFormAsync(address, false, ("email", person.Email), ("password", WebFixture.Password), ("return", back));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return answer.Location!;
    }
}
