using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class ConnectWithKey(RunningSystem system) : Journey(system)
{
    private const string RightKey = "sk_sandbox_globex";

    private async Task<Visitor> OpenKeyFormAsync()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("api-key");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Connect with API Key" })).ToBeVisibleAsync();
        return ada;
    }

    private static ILocator Key(Visitor visitor) => visitor.Page.GetByLabel("API Key", new() { Exact = true });

    private static ILocator Name(Visitor visitor) => visitor.Page.GetByLabel("Connection Name");

    [Fact]
    public async Task A_right_key_is_chosen_for_the_step_at_once()
    {
        var ada = await OpenKeyFormAsync();

        await ada.Builder.ConnectWithKeyAsync("Globex books", RightKey);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Globex books");
        await Expect(ada.Builder.Badge).ToHaveTextAsync("Pending");
        await ada.Builder.AwaitClosedDialogAsync();
        Assert.DoesNotContain(RightKey, await ada.Page.ContentAsync());
    }

    [Fact]
    public async Task The_key_is_masked_until_the_person_shows_it()
    {
        var ada = await OpenKeyFormAsync();
        await Key(ada).FillAsync(RightKey);
        await Expect(Key(ada)).ToHaveAttributeAsync("type", "password");

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(Key(ada)).ToHaveAttributeAsync("type", "text");
        await Expect(Key(ada)).ToHaveValueAsync(RightKey);

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Hide" }).ClickAsync();
        await Expect(Key(ada)).ToHaveAttributeAsync("type", "password");
    }

    [Fact]
    public async Task A_connection_needs_a_name()
    {
        var ada = await OpenKeyFormAsync();
        ada.Expects(422);

        await ada.Builder.ConnectWithKeyAsync("", RightKey);
        await Expect(ada.Page.GetByText("Enter a name for this connection.")).ToBeVisibleAsync();
        await Expect(Name(ada)).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Equal(0, await TheSystem.CountConnectionsAsync());
    }

    [Fact]
    public async Task A_wrong_key_keeps_the_name_and_forgets_the_key()
    {
        var ada = await OpenKeyFormAsync();
        ada.Expects(422);

        await ada.Builder.ConnectWithKeyAsync("Globex books", "sk_sandbox_nobody");
        await Expect(ada.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Sandbox didn't accept this key.");
        await Expect(Name(ada)).ToHaveValueAsync("Globex books");
        await Expect(Key(ada)).ToBeEmptyAsync();

        await Key(ada).FillAsync(RightKey);
        await Key(ada).PressAsync("Enter");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Globex books");
    }

    [Fact]
    public async Task A_publishable_key_is_told_apart_before_it_is_sent()
    {
        var ada = await OpenKeyFormAsync();
        ada.Expects(422);

        await ada.Builder.ConnectWithKeyAsync("Globex books", "pk_sandbox_globex");
        await Expect(ada.Page.GetByText("A key that starts with pk_ is the publishable one")).ToBeVisibleAsync();
        Assert.DoesNotContain(await TheSystem.LedgerAsync(), call => call.Kind == "api.key");
    }

    [Fact]
    public async Task The_button_says_that_it_works()
    {
        var ada = await OpenKeyFormAsync();
        await TheSystem.TurnAsync(new Knobs { Api = new ApiKnob { DelayMs = 1_500 } });

        await ada.Builder.ConnectWithKeyAsync("Globex books", RightKey);
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Connecting..." })).ToBeVisibleAsync();
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Globex books");
    }

    [Fact]
    public async Task An_app_may_ask_for_more_than_the_key()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox Tenant", "New ticket");
        await ada.Builder.AskToConnectAsync();

        await ada.Page.GetByLabel("Subdomain").FillAsync("books");
        await ada.Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme books");
    }
}
