namespace TaskJuice.BrowserTests.Journeys;

public sealed class ConnectWithOAuth(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task A_step_gets_its_account_in_a_window_that_closes_by_itself()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync();
        await Expect(ada.Builder.Dialog).ToContainTextAsync("Connect New Account");
        await Expect(ada.Builder.Dialog).ToContainTextAsync("Choose how you'd like to connect your Sandbox account.");

        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Sandbox" }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Connect via OAuth 2.0" })).ToBeVisibleAsync();
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Connect Account");
        var window = await ada.Builder.OpenWindowAsync();
        var closed = window.UntilClosedAsync();
        await Expect(ada.Builder.ConnectButton).ToHaveTextAsync("Authorization in Progress...");

        await Provider.SignInAsync(window);
        await Provider.AllowAsync(window);
        await closed;
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Pending");
        await Expect(ada.Builder.Dialog).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Testing_the_step_shows_the_answer_without_secrets_and_makes_the_account_active()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.ConnectWithOAuthAsync();

        await ada.Builder.TestStepAsync();
        await Expect(ada.Builder.Answer).ToContainTextAsync("Sandbox responded.");
        await Expect(ada.Builder.Answer).ToContainTextAsync("acct_acme");
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Active");
        Assert.DoesNotContain("Bearer", await ada.Page.ContentAsync());
    }
}
