namespace TaskJuice.BrowserTests.Journeys;

/// <summary>What goes wrong while a dialog is open is told where the person looks.</summary>
public sealed class RefusedInADialog(RunningSystem system) : Journey(system)
{
    private const string IsOnTop = """
        toast => {
          const { x, y, width, height } = toast.getBoundingClientRect();
          return y >= 0 && y + height <= innerHeight && toast.contains(document.elementFromPoint(x + width / 2, y + height / 2));
        }
        """;

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task It_lies_over_the_dialog_and_can_be_used(int width, int height)
    {
        var ada = await OpenBuilderAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        ada.Expects(500);
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("api-key");
        await ada.Context.RouteAsync("**/connect/sandbox/key**", route => route.FulfillAsync(new() { Status = 500, Headers = [new("X-Request-Id", "0HN1")] }));
        await ada.Builder.ConnectWithKeyAsync("Books", "sk_sandbox_acme");

        var toast = ada.Page.Locator("#dialog .toast--refusal");
        await Expect(toast).ToContainTextAsync("0HN1");
        await toast.EvaluateAsync("toast => Promise.all(toast.getAnimations().map(it => it.finished))");
        Assert.True(await toast.EvaluateAsync<bool>(IsOnTop));
        await Expect(ada.Page.Locator("#field-key")).ToHaveValueAsync("sk_sandbox_acme");
    }
}
