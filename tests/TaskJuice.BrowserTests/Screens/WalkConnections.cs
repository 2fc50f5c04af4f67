namespace TaskJuice.BrowserTests.Screens;

/// <summary>The list of connections, the page of one, and what is asked before something ends.</summary>
public sealed partial class Walk
{
    private async Task KeepAsync()
    {
        await system.ExecuteAsync("delete from connections where label like 'Shop%'");
        await system.ExecuteAsync("update connections set client = null, method = 'api-key' where label = 'Client 004'");
        await VisitAsync("connections-full", "/acme/connections", "#connection-list .row__title");
        await VisitAsync("connections-none-found", "/acme/connections?q=zebra", "#connection-list .empty");
        foreach (var (state, account) in ((string, string)[])[("active", "Client 001"), ("key", "Client 004"), ("limited", "Limited 001"), ("error", "Broken 001"), ("disconnected", "Ended 001")])
            await VisitAsync($"connection-{state}", await system.AddressOfAsync(account), "#status-title");
        await system.WarnOfEndAsync("Client 002");
        await VisitAsync("connection-ends-soon", await system.AddressOfAsync("Client 002"), "#ends-soon");
        await system.ExecuteAsync("delete from notifications where kind = 'accessendssoon'");
    }

    private async Task ConfirmAsync()
    {
        await Page.GotoAsync(await system.AddressOfAsync("Client 001"));
        await Page.Locator("#rename").ClickAsync();
        await LookAsync("connection-rename", Page.Locator("#connection-name"));
        await Page.ReloadAsync();
        await Page.Locator("#replace").ClickAsync();
        await LookAsync("replace", Page.Locator("#replace-prompt"));
        await Page.Locator("#dialog a.choice-card").First.ClickAsync();
        await LookAsync("replace-preview", Page.Locator("#dialog .swap"));
        await Page.GotoAsync(await system.AddressOfAsync("Client 001"));
        await Page.Locator("#disconnect").ClickAsync();
        await LookAsync("disconnect", Page.Locator("#dialog .confirm"));
        await Page.GotoAsync(await system.AddressOfAsync("Client 001"));
        await Page.Locator("#delete").ClickAsync();
        await LookAsync("delete", Page.Locator("#dialog .confirm"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete Client 001" }).ClickAsync();
        await LookAsync("deleted", Page.GetByText("“Client 001” was deleted."));
    }
}
