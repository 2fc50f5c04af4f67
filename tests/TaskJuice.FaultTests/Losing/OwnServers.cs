using System.Net;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Losing;

/// <summary>A system whose PostgreSQL and Redis belong to one test class, which leaves them running after each test.</summary>
public sealed class OwnServers : IAsyncLifetime
{
    private readonly HttpClient _http = new();

    internal TestSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        System = await TestSystem.StartAsync(ownServers: true, stop: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await System.DisposeAsync();
    }

    /// <summary>What Web and Worker answer there.</summary>
    public async Task<(HttpStatusCode Web, HttpStatusCode Worker)> AskAsync(string path) =>
        (await StatusAsync(System.WebUrl + path), await StatusAsync(System.WorkerUrls[0] + path));

    /// <summary>Waits until Web and Worker serve and say this of a part of theirs.</summary>
    public async Task UntilAsync(string part, string state)
    {
        foreach (var process in (string[])[System.WebUrl, System.WorkerUrls[0]])
            await Until.SeenAsync(() => HealthAsync(process), health => health.Status == HttpStatusCode.OK && health.Text.Contains($"\"{part}\":\"{state}\""));
    }

    private async Task<(HttpStatusCode Status, string Text)> HealthAsync(string process)
    {
        using var answer = await _http.GetAsync($"{process}/health", TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await _http.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
