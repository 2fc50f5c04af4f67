using System.Text.RegularExpressions;
using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests.Journeys;

public sealed class KeepConnections(RunningSystem system) : Journey(system)
{
    private async Task<Visitor> ConnectTwoAsync()
    {
        var ada = await OpenBuilderAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("api-key");
        await ada.Builder.ConnectWithKeyAsync("Acme books", "sk_sandbox_acme");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme books");
        await ada.Builder.AddAsync("Sandbox", "Send message");
        await ada.Builder.AskToConnectAsync("api-key");
        await ada.Builder.ConnectWithKeyAsync("Globex books", "sk_sandbox_globex");
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Globex books");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Connections", Exact = true }).ClickAsync();
        await Expect(Rows(ada)).ToHaveCountAsync(2);
        return ada;
    }

    private static ILocator Rows(Visitor visitor) => visitor.Page.Locator("#connection-list .row__title");

    private static async Task OpenAsync(Visitor visitor, string name)
    {
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_keys_alone_and_the_address_keeps_it()
    {
        var ada = await ConnectTwoAsync();
        var search = ada.Page.GetByLabel("Search connections");
        await search.FocusAsync();
        await ada.Page.Keyboard.TypeAsync("globex");
        await Expect(Rows(ada)).ToHaveTextAsync(["Globex books"]);
        await Expect(ada.Page).ToHaveURLAsync(new Regex(@"/connections\?q=globex$"));
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("1 connection");
        await Expect(search).ToBeFocusedAsync();

        await ada.Page.GetByRole(AriaRole.Radio, new() { Name = "All" }).FocusAsync();
        await ada.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(ada.Page.Locator("#connection-list")).ToContainTextAsync("No matching connections");
        await Expect(ada.Page).ToHaveURLAsync(new Regex(@"\?q=globex&status=needs-reconnecting$"));

        await ada.Page.ReloadAsync();
        await Expect(search).ToHaveValueAsync("globex");
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Clear filters" }).PressAsync("Enter");
        await Expect(Rows(ada)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Checking_shows_that_it_works_in_place_and_keeps_focus()
    {
        var ada = await ConnectTwoAsync();
        await OpenAsync(ada, "Acme books");
        await TheSystem.TurnAsync(new Knobs { Api = new ApiKnob { DelayMs = 1_500 } });
        var check = ada.Page.Locator("#check");
        await check.PressAsync("Enter");
        await Expect(check).ToHaveTextAsync("Checking...");
        await Expect(ada.Page.Locator("#check-result")).ToContainTextAsync("Sandbox responded.");
        await Expect(ada.Page.Locator("#status-title")).ToContainTextAsync("Active.");
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("Sandbox responded. The connection works.");
        await Expect(check).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_name_is_changed_where_it_stands()
    {
        var ada = await ConnectTwoAsync();
        await OpenAsync(ada, "Acme books");
        await ada.Page.Locator("#rename").PressAsync("Enter");
        await ada.Page.GetByLabel("Connection name").FillAsync("Acme production");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Acme production");
        await Expect(ada.Page.Locator("#announcer")).ToHaveTextAsync("Renamed to Acme production.");
    }

    [Fact]
    public async Task Deleting_names_what_breaks_and_can_be_thought_over()
    {
        var ada = await ConnectTwoAsync();
        await OpenAsync(ada, "Globex books");
        var delete = ada.Page.GetByRole(AriaRole.Link, new() { Name = "Delete", Exact = true });
        await delete.PressAsync("Enter");
        var dialog = ada.Page.Locator("#dialog");
        await Expect(dialog).ToContainTextAsync("1 step will need another account:");
        await Expect(dialog).ToContainTextAsync("Send message");
        await dialog.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).PressAsync("Enter");
        await Expect(dialog).ToBeHiddenAsync();
        await Expect(delete).ToBeFocusedAsync();

        await delete.PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete Globex books" }).PressAsync("Enter");
        await Expect(ada.Page.GetByText("“Globex books” was deleted.")).ToBeVisibleAsync();
        await Expect(Rows(ada)).ToHaveTextAsync(["Acme books"]);
        await ada.Page.GotoAsync("/acme/workflows");
        await ada.Page.Locator("#workflows a").First.ClickAsync();
        await Expect(ada.Page.GetByText("Needs an account").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Steps_are_given_another_account_without_script()
    {
        var ada = await ConnectTwoAsync();
        var visitor = await VisitAsync(new() { JavaScriptEnabled = false, StorageState = await ada.Context.StorageStateAsync() });
        await visitor.Page.GotoAsync("/acme/connections?q=globex");
        await OpenAsync(visitor, "Globex books");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Replace in workflows..." }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Acme books") }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Replace in 1 step" }).ClickAsync();
        await Expect(visitor.Page.GetByText("Nothing uses Globex books anymore.")).ToBeVisibleAsync();
    }
}
