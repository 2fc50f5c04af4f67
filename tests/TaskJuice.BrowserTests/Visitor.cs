using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests;

/// <summary>One person's browser. It notes everything that a well-made page never does.</summary>
public sealed partial class Visitor : IAsyncDisposable
{
    public const string Ada = "ada@example.test";
    public const string Grace = "grace@example.test";

    private readonly RunningSystem _system;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];
    private readonly HashSet<int> _expected = [];

    public Visitor(RunningSystem system, IBrowserContext context, IPage page)
    {
        (_system, Context, Page, Builder) = (system, context, page, new(page));
        context.Request += (_, request) => Note(request);
        context.Console += (_, message) => Note(message);
        context.WebError += (_, error) => Complain($"Uncaught: {error.Error}");
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public Builder Builder { get; }

    /// <summary>What the pages did wrong.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
                return [.. _complaints];
        }
    }

    /// <summary>Method and address of everything that was asked for, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    public async Task SignInAsync(string email = Ada, string workspace = "acme")
    {
        await Page.GotoAsync($"/{workspace}/workflows");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {email}" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex($"/{workspace}/workflows$"));
    }

    /// <summary>Opens a page as Ada, who signed in before in the browser of an earlier visitor unless this is the first one.</summary>
    public async Task OpenAsync(string address)
    {
        if (_system.SignedIn is { } kept)
            await Context.AddCookiesAsync([kept]);
        await Page.GotoAsync(address);
        var signIn = Page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {Ada}" });
        if (!await signIn.IsVisibleAsync())
            return;

        await signIn.ClickAsync();
        await Expect(Page).ToHaveURLAsync(new Regex($"{address}$"));
        _system.SignedIn = (await Context.CookiesAsync()).Single(cookie => cookie.Name == "__Host-taskjuice").Again();
    }

    /// <summary>The browser reports every refusal in its console; this one is meant.</summary>
    public void Expects(int status) => _expected.Add(status);

    public ValueTask DisposeAsync() => Context.DisposeAsync();

    private void Note(IRequest request)
    {
        lock (_requests)
            _requests.Add($"{request.Method} {request.Url}");
        if (!_system.Owns(request.Url))
            Complain($"Asked another host: {request.Url}");
    }

    private void Note(IConsoleMessage message)
    {
        var status = RefusedStatus().Match(message.Text) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan) : 0;
        if (message.Type is "error" or "warning" && !_expected.Contains(status))
            Complain($"Console {message.Type}: {message.Text} ({message.Location})");
    }

    private void Complain(string text)
    {
        lock (_complaints)
            _complaints.Add(text);
    }

    [GeneratedRegex("^Failed to load resource: the server responded with a status of ([0-9]{3})")]
    private static partial Regex RefusedStatus();
}
