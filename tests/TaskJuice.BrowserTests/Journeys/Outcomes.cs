using System.Text.RegularExpressions;
using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Journeys;

/// <summary>
/// The ends of a connect that the other journeys do not reach: each in its own words and with the one button that helps. The others are
/// new (<see cref="ConnectWithOAuth"/>), denied (<see cref="ConsentRefused"/>), closed (<see cref="WindowOutOfReach"/>), blocked
/// (<see cref="PopupBlocked"/>) and other browser (<see cref="SecondBrowser"/>).
/// </summary>
public sealed class Outcomes(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task The_same_account_again_is_updated_and_says_so()
    {
        var ada = await StartAsync();
        await ada.Builder.ConnectWithOAuthAsync();
        await ada.Builder.AskToConnectAsync("oauth");
        var window = await ada.Builder.OpenWindowAsync();
        await Provider.ContinueAsync(window);
        await Provider.AllowAsync(window);

        await Expect(window.GetByText("This account was already connected. We refreshed it.")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("#announcer")).ToContainTextAsync("was already connected");
        await Expect(ada.Builder.Dialog).ToBeHiddenAsync();
        Assert.Equal(1, await TheSystem.CountConnectionsAsync());
    }

    [Fact]
    public async Task Too_late_is_said_and_the_next_try_works()
    {
        var ada = await StartAsync();
        await ada.Builder.AskToConnectAsync("oauth");
        var window = await ada.Builder.OpenWindowAsync();
        await Expect(window.GetByLabel("Email")).ToBeVisibleAsync();
        await TheSystem.ExecuteAsync("update connect_attempts set ends_at = now() - interval '1 second'");

        await Expect(ada.Builder.Status).ToContainTextAsync("This took too long");
        await window.CloseAsync();
        var again = await ada.Page.RunAndWaitForPopupAsync(() => ada.Builder.Status.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync());
        await FinishAsync(ada, again);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_no_fault_of_the_person_and_can_be_tried_again()
    {
        await TheSystem.TurnAsync(new Knobs { Token = new() { Status = 503 } });
        var ada = await StartAsync();
        await AllowAsync(ada);
        await Expect(ada.Builder.Status).ToContainTextAsync("Sandbox is having problems");
        await Expect(ada.Builder.Status).ToContainTextAsync("Nothing was saved.");

        await TheSystem.TurnAsync(new Knobs());
        var again = await ada.Page.RunAndWaitForPopupAsync(() => ada.Builder.Status.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync());
        await Provider.ContinueAsync(again);
        await Provider.AllowAsync(again);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }

    [Fact]
    public async Task An_app_that_is_not_set_up_says_what_to_set()
    {
        await TheSystem.TurnAsync(new Knobs { Token = new() { Status = 401, Error = "invalid_client" } });
        var ada = await StartAsync();
        await AllowAsync(ada);
        await Expect(ada.Builder.Status).ToContainTextAsync("Sandbox isn't set up correctly");
        await Expect(ada.Builder.Status.Locator("#redirect-uri")).ToContainTextAsync("/oauth/callback/sandbox/shared");
        await Expect(ada.Builder.Status).ToContainTextAsync("OAuth__Clients__sandbox__ClientSecret");
    }

    [Fact]
    public async Task Permissions_left_out_are_named_and_asked_for_again()
    {
        var ada = await StartAsync("Send message");
        await ada.Builder.AskToConnectAsync("oauth");
        var window = await ada.Builder.OpenWindowAsync();
        await Provider.SignInAsync(window);
        await window.GetByLabel("messages.write").UncheckAsync();
        await Provider.AllowAsync(window);

        await Expect(window.GetByRole(AriaRole.Heading, new() { Name = "Connected Acme Ops, but some permissions are missing" })).ToBeVisibleAsync();
        await Expect(window.GetByText("Send messages in your name")).ToBeVisibleAsync();
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");

        await window.GetByRole(AriaRole.Link, new() { Name = "Ask again" }).ClickAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = "Connect Account" }).ClickAsync();
        await Provider.ContinueAsync(window);
        await Provider.AllowAsync(window);
        await Expect(window.GetByRole(AriaRole.Heading, new() { Name = "Connected Acme Ops", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_that_was_used_says_so()
    {
        var ada = await StartAsync();
        ada.Expects(400);
        await AllowAsync(ada);
        await Expect(ada.Builder.ChosenAccount).ToBeVisibleAsync();
        await ada.Builder.AwaitClosedDialogAsync();
        var callback = ada.Requests.First(request => request.Contains("/oauth/callback/"))["GET ".Length..];
        await TheSystem.ExecuteAsync("update connect_attempts set ends_at = now() - interval '1 second'");
        await TheSystem.AppHost.FlushRedisAsync();

        await ada.Page.GotoAsync(callback);
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "This link has expired or was already used" })).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Back to TaskJuice" }).ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(new Regex("/acme/workflows$"));
    }

    [Fact]
    public async Task Signed_out_meanwhile_leads_through_sign_in_back_to_the_step()
    {
        var ada = await StartAsync();
        ada.Expects(400);
        ada.Expects(401);
        await ada.Builder.AskToConnectAsync("oauth");
        var window = await ada.Builder.OpenWindowAsync();
        await Provider.SignInAsync(window);
        await ada.Context.ClearCookiesAsync(new() { Name = "__Host-taskjuice" });
        await Provider.AllowAsync(window);

        await Expect(window.GetByRole(AriaRole.Heading, new() { Name = "You aren't signed in to TaskJuice" })).ToBeVisibleAsync();
        await window.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await window.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {Visitor.Ada}" }).ClickAsync();
        await Expect(window).ToHaveURLAsync(new Regex(@"/acme/workflows/[0-9a-f-]{36}\?step="));
        Assert.Equal(0, await TheSystem.CountConnectionsAsync());
    }

    private async Task<Visitor> StartAsync(string operation = "New record")
    {
        var ada = await OpenBuilderAsync();
        if (operation != "New record")
            await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AddAsync("Sandbox", operation);
        return ada;
    }

    private static async Task AllowAsync(Visitor ada)
    {
        await ada.Builder.AskToConnectAsync("oauth");
        var window = await ada.Builder.OpenWindowAsync();
        await Provider.SignInAsync(window);
        await Provider.AllowAsync(window);
    }

    private static async Task FinishAsync(Visitor ada, IPage window)
    {
        await Provider.SignInAsync(window);
        await Provider.AllowAsync(window);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }
}
