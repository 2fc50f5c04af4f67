namespace TaskJuice.BrowserTests.Journeys;

/// <summary>What a person sees while an answer is on its way.</summary>
public sealed class SlowLine(RunningSystem system) : Journey(system)
{
    // When which request was under way, and when the sign came and went. No test says how quick a machine has to be.
    private const string Watch = """
        window.asked = []; window.signs = [];
        document.addEventListener("htmx:before:request", event => asked.push({ ctx: event.detail.ctx, from: performance.now(), to: Infinity }));
        document.addEventListener("htmx:finally:request", event => { for (const it of asked) if (it.ctx === event.detail.ctx) it.to = performance.now(); });
        document.addEventListener("beforetoggle", event => event.target.id === "working" && signs.push({ now: event.newState, at: performance.now() }), true);
        """;

    private readonly TaskCompletionSource _arrived = new();

    private async Task<Visitor> OpenAsync()
    {
        var ada = await VisitAsync();
        await ada.Context.AddInitScriptAsync(Watch);
        await ada.SignInAsync();
        await TheSystem.PlantAccountsAsync("Client", 60);
        await ada.Page.GotoAsync(await TheSystem.WorkflowAsync("Steps", new("sandbox", "new-record", "New record", "Client 001"), new("sandbox", "send-message", "Send message", "Client 002")));
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("New record");
        return ada;
    }

    [Fact]
    public async Task A_step_that_takes_its_time_shows_that_something_happens()
    {
        var ada = await OpenAsync();
        await HoldAsync(ada, "**/*?step=step2");
        await ada.Page.Locator("#title-step2").ClickAsync();

        var sign = ada.Page.GetByRole(AriaRole.Progressbar, new() { Name = "Loading" });
        await Expect(sign).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("#builder")).ToHaveAttributeAsync("aria-busy", "true");
        _arrived.SetResult();
        await Expect(ada.Page.Locator("#panel-title")).ToHaveTextAsync("Send message");
        await Expect(sign).ToBeHiddenAsync();
        await Expect(ada.Page.Locator("#builder")).Not.ToHaveAttributeAsync("aria-busy", "true");
        await Expect(ada.Page.Locator("#panel-title")).ToBeFocusedAsync();
        Assert.Empty(await FlickersAsync(ada));
    }

    [Fact]
    public async Task What_is_typed_into_a_search_before_the_page_can_hear_it_is_searched_for()
    {
        var ada = await OpenAsync();
        await ada.Page.RouteAsync("**/htmx.min.js*", async route =>
        {
            await _arrived.Task;
            await route.ContinueAsync();
        });
        await ada.Page.GotoAsync("/acme/connections", new() { WaitUntil = WaitUntilState.Commit });
        await ada.Page.GetByRole(AriaRole.Searchbox).FillAsync("Client 042");
        _arrived.SetResult();
        await Expect(ada.Page.Locator("#connection-list h3")).ToHaveTextAsync(["Client 042"]);
    }

    [Fact]
    public async Task It_never_flickers_for_what_is_quick()
    {
        var ada = await OpenAsync();
        foreach (var step in (int[])[2, 1, 2, 1, 2])
        {
            await ada.Page.Locator($"#title-step{step}").ClickAsync();
            await Expect(ada.Page.Locator($"#title-step{step}")).ToHaveAttributeAsync("aria-current", "step");
        }

        await Expect(ada.Page.Locator("#working")).ToBeHiddenAsync();
        Assert.Empty(await FlickersAsync(ada));
    }

    [Fact]
    public async Task The_accounts_come_when_they_are_opened_and_again_after_a_failure()
    {
        var ada = await OpenAsync();
        ada.Expects(500);
        await ada.Page.Locator("#title-step2").ClickAsync();
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Client 002");
        await Expect(ada.Builder.Offered).ToHaveCountAsync(0);

        await ada.Page.RouteAsync("**/steps/step2/account*", route => route.FulfillAsync(new() { Status = 500 }), new() { Times = 1 });
        await ada.Page.Locator("#accounts-toggle").ClickAsync();
        await Expect(ada.Page.Locator(".toast")).ToBeVisibleAsync();
        await ada.Page.Locator("#accounts-toggle").ClickAsync();
        await Expect(ada.Page.Locator("#account-search")).ToBeHiddenAsync();
        await ada.Page.Locator("#accounts-toggle").ClickAsync();
        await Expect(ada.Builder.Offered).ToHaveCountAsync(50);
        await Expect(ada.Page.Locator("#account-search")).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(ada.Page.Locator("[role=option][data-active]")).ToContainTextAsync("Client 002");
    }

    private Task HoldAsync(Visitor ada, string address) => ada.Page.RouteAsync(address, async route =>
    {
        await _arrived.Task;
        await route.ContinueAsync();
    });

    // A sign that came sooner than a tenth of a second after anything was asked for, or went sooner than it can be seen.
    private static Task<string[]> FlickersAsync(Visitor ada) => ada.Page.EvaluateAsync<string[]>("""
        () => signs.flatMap((sign, index) => {
          if (sign.now === "closed") return sign.at - signs[index - 1].at < 399 ? [`went after ${sign.at - signs[index - 1].at} ms`] : [];
          return asked.some(it => it.from <= sign.at - 99 && it.to >= sign.at) ? [] : [`came ${asked.map(it => sign.at - it.from)} ms after a request`];
        })
        """);
}
