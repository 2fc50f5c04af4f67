namespace TaskJuice.BrowserTests.Journeys;

/// <summary>A form that was refused says everything that is wrong, where it is wrong, and leads there.</summary>
public sealed class WrongForms(RunningSystem system) : Journey(system)
{
    [Fact]
    public async Task Focus_goes_to_the_first_wrong_field_and_its_error_is_what_the_field_is_described_by()
    {
        var ada = await OpenFormAsync();
        await ada.Page.Locator("#field-key").FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.Locator("#field-name")).ToBeFocusedAsync();
        await Expect(ada.Page.Locator("#field-name")).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("^Enter a name for this connection."));
        await Expect(ada.Page.Locator("[aria-invalid=true]")).ToHaveCountAsync(2);

        await ada.Page.Locator("#field-name").FillAsync("Books");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Connect Account" }).ClickAsync();
        await Expect(ada.Page.Locator("#field-key")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_refusal_by_the_provider_has_focus_itself()
    {
        var ada = await OpenFormAsync();
        await ada.Builder.ConnectWithKeyAsync("Books", "sk_sandbox_nobody");
        await Expect(ada.Page.Locator("#connect-trouble")).ToBeFocusedAsync();
    }

    private async Task<Visitor> OpenFormAsync()
    {
        var ada = await OpenBuilderAsync();
        ada.Expects(422);
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("api-key");
        await ada.Page.Locator("#field-name").FillAsync("");
        return ada;
    }
}
