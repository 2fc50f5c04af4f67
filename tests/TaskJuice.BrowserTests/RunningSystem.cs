using Npgsql;
using TaskJuice.FakeProvider;

namespace TaskJuice.BrowserTests;

/// <summary>The whole system and one Chromium, started once for all journeys.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    /// <summary>The OAuth client that every sandbox app uses.</summary>
    public const string Client = "taskjuice-sandbox";

    // A machine that also builds something is slow, and a passing expectation never waits this long.
    private const int PatienceMs = 20_000;

    private HttpClient _http = null!;
    private RunningAppHost _system = null!;
    private IPlaywright _playwright = null!;
    private FakeProviderControl _provider = null!;

    public IBrowser Browser { get; private set; } = null!;

    public string WebUrl => _system.WebUrl;

    public RunningAppHost AppHost => _system;

    /// <summary>The cookie with which Ada is signed in, for journeys that are about something else.</summary>
    public Cookie? SignedIn { get; set; }

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(PatienceMs);
        var starting = RunningAppHost.StartAsync();
        _playwright = await Playwright.CreateAsync();
        Browser = await Chromium.StartAsync(_playwright);
        _system = await starting;
        _http = new() { BaseAddress = new(_system.ProviderUrl + "/") };
        _provider = new(_http);
    }

    /// <summary>Forgets what the journey before left behind.</summary>
    public async Task StartOverAsync()
    {
        await _provider.ResetAsync();
        await ExecuteAsync("delete from steps; delete from workflows; delete from connections; delete from connect_attempts");
    }

    public Task TurnAsync(Knobs knobs) => _provider.SetKnobsAsync(Client, knobs);

    /// <summary>The calls the provider has had since the journey began.</summary>
    public Task<IReadOnlyList<LedgerEntry>> LedgerAsync() => _provider.LedgerAsync();

    /// <summary>Makes every connection one that only a person can repair.</summary>
    public Task BreakConnectionsAsync() => ExecuteAsync("update connections set status = 'error', error_reason = 'invalid_grant', error_since = now()");

    public async Task<long> CountConnectionsAsync() => (long)await ReadAsync("select count(*) from connections");

    /// <summary>Puts accounts of the sandbox into Acme that nobody connected: "{name} 001" and on.</summary>
    public Task PlantAccountsAsync(string name, int count = 1, string status = "active", string missing = "") => ExecuteAsync($$"""
        insert into connections (id, account_id, workspace_id, app, method, label, external_account_id, external_name, settings, scopes, missing_scopes,
            status, secret_version, created_by, created_at, connected_at)
        select gen_random_uuid(), account_id, id, 'sandbox', 'oauth', '{{name}} ' || lpad(n::text, 3, '0'), '{{name}}' || n, lower('{{name}}') || n || '@clients.test',
            '{}', '{}', '{{{missing}}}', '{{status}}', 1, gen_random_uuid(), now(), now()
        from workspaces, generate_series(1, {{count}}) as n where slug = 'acme'
        """);

    /// <summary>True for addresses of this system; a page may ask for nothing else.</summary>
    public bool Owns(string url) =>
        url.StartsWith(_system.WebUrl + "/", StringComparison.Ordinal) || url.StartsWith(_system.ProviderUrl + "/", StringComparison.Ordinal)
            || url.StartsWith("data:", StringComparison.Ordinal) || url == "about:blank";

    public async Task<Visitor> VisitAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = WebUrl;
        options.ViewportSize ??= new() { Width = 1280, Height = 800 };
        var context = await Browser.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMs);
        return new(this, context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await (Browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        _http?.Dispose();
        await (_system?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>Changes the database as its owner.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_system.Database);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one value that the database answers with.</summary>
    public async Task<object> ReadAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_system.Database);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"Nothing came from {sql}");
    }
}
