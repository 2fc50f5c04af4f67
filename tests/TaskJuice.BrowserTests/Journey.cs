namespace TaskJuice.BrowserTests;

/// <summary>A journey starts in empty workspaces at a well-behaved provider, and ends with no page having done anything wrong.</summary>
public abstract class Journey(RunningSystem system) : IAsyncLifetime
{
    // Whoever had focus before a part of the page was changed has it afterwards, on that part or on what came in its place.
    private const string FocusIsKept = """
        let had = false;
        document.addEventListener("htmx:before:swap", () => { had ||= document.activeElement !== document.body; });
        document.addEventListener("htmx:after:swap", () => requestAnimationFrame(() => requestAnimationFrame(() => {
          if (had && document.activeElement === document.body) console.error("Focus was lost when the page changed");
          had = false;
        })));
        """;

    private readonly List<Visitor> _visitors = [];

    protected RunningSystem TheSystem => system;

    public async ValueTask InitializeAsync() => await system.StartOverAsync();

    /// <summary>A browser of its own, signed in nowhere.</summary>
    protected async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null)
    {
        var visitor = await system.VisitAsync(options);
        await visitor.Context.AddInitScriptAsync(FocusIsKept);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>A signed-in person on a new, empty workflow.</summary>
    protected async Task<Visitor> OpenBuilderAsync(BrowserNewContextOptions? options = null, string workspace = "acme")
    {
        var visitor = await VisitAsync(options);
        await visitor.OpenAsync(await system.EmptyWorkflowAsync(workspace));
        return visitor;
    }

    /// <summary>A person whose step waits while they are at the provider, in a window of its own, and asked to allow.</summary>
    protected async Task<(Visitor Visitor, IPage Window)> AtConsentAsync()
    {
        var visitor = await OpenBuilderAsync();
        await visitor.Builder.AddAsync("Sandbox", "New record");
        await visitor.Builder.AskToConnectAsync("oauth");
        var window = await visitor.Builder.OpenWindowAsync();
        await Provider.SignInAsync(window);
        await Expect(window.GetByRole(AriaRole.Button, new() { Name = "Allow" })).ToBeVisibleAsync();
        return (visitor, window);
    }

    public async ValueTask DisposeAsync()
    {
        var complaints = _visitors.SelectMany(visitor => visitor.Complaints).ToList();
        if (complaints.Count > 0 || TestContext.Current.TestState?.Result == TestResult.Failed)
            await Evidence.KeepAsync(_visitors, complaints, await system.AppHost.LogsAsync());

        foreach (var visitor in _visitors)
            await visitor.DisposeAsync();
        Assert.Empty(complaints);
        GC.SuppressFinalize(this);
    }
}
