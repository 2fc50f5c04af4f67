using System.Net;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class SecondBrowser(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task Somebody_elses_browser_cannot_finish_what_a_person_began()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("oauth");
        var window = await ada.Builder.OpenWindowAsync();
        await Expect(window.GetByLabel("Email")).ToBeVisibleAsync();
        var began = ada.Requests.First(request => request.Contains("/oauth/authorize?"))["GET ".Length..];

        var grace = await VisitAsync();
        grace.Expects(400);
        await grace.SignInAsync(Visitor.Grace);
        await grace.Page.GotoAsync(began);
        await Provider.SignInAsync(grace.Page, Provider.GlobexSales);
        var answer = await grace.Page.RunAndWaitForResponseAsync(() => Provider.AllowAsync(grace.Page), response => response.Url.Contains("/oauth/callback/"));
        Assert.Equal((int)HttpStatusCode.BadRequest, answer.Status);
        await Expect(grace.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("This visit didn't connect anything.");
        Assert.Equal(0, await TheSystem.CountConnectionsAsync());
        Assert.DoesNotContain(await TheSystem.LedgerAsync(), call => call.Kind == "token.code");

        await Provider.SignInAsync(window);
        await Provider.AllowAsync(window);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }

    [Fact]
    public async Task The_same_person_in_another_browser_cannot_finish_either()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("oauth");
        var window = await ada.Builder.OpenWindowAsync();
        await Expect(window.GetByLabel("Email")).ToBeVisibleAsync();
        var began = ada.Requests.First(request => request.Contains("/oauth/authorize?"))["GET ".Length..];

        var elsewhere = await VisitAsync();
        elsewhere.Expects(400);
        await elsewhere.SignInAsync();
        await elsewhere.Page.GotoAsync(began);
        await Provider.SignInAsync(elsewhere.Page);
        await Provider.AllowAsync(elsewhere.Page);
        await Expect(elsewhere.Page.GetByRole(AriaRole.Heading, new() { Name = "You started this in another browser" })).ToBeVisibleAsync();
        Assert.DoesNotContain(await TheSystem.LedgerAsync(), call => call.Kind == "token.code");
    }
}
