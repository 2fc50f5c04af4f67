using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Testing;

namespace TaskJuice.Benchmarks.Figures;

/// <summary>
/// What each page asks of the database, as the database counts it, and how many of it one Web process serves in a second, beside the sign-in
/// page in the same run.
/// </summary>
internal static class PageFigures
{
    private const int WarmUps = 200;
    private const int Callers = 8;
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(4);

    private const int Asked = 10;

    public static async Task PrintAsync()
    {
        await using var system = await TestSystem.StartAsync(
            workers: 1, settings: Seeding.Settings, ownServers: true,
            postgresSettings: Counted.Settings);
        await using var owner = NpgsqlDataSource.Create(system.Database);
        await Counted.StartAsync(owner);
        var (workflow, step, connection) = await FillAsync(system, owner);

        // The Worker would be counted too.
        await system.StopAsync("worker-1");

        (string Name, string Address)[] pages =
        [
            ("sign-in page", SignInForm.Path),
            ("workflows", "/acme/workflows"),
            ("builder", $"/acme/workflows/{workflow}?step="),
            ("builder with panel", $"/acme/workflows/{workflow}?step={step}"),
            ("connections", "/acme/connections"),
            ("one connection", $"/acme/connections/{connection}"),
            ("connect dialog", $"/acme/connect/sandbox?workflow={workflow}&step={step}"),
            ("notifications", "/acme/notifications"),
        ];
        using var web = Process.GetProcessById(system.Webs.Single().Id);
        foreach (var (name, address) in pages)
        {
            // Signed in for each page: a minute later, the person is read once more.
            using var http = address == SignInForm.Path ? new HttpClient { BaseAddress = new(system.WebUrl) } : await SignInAsync(system);
            await AskAsync(http, address, WarmUps);
            await Counted.ResetAsync(owner);
            await AskAsync(http, address, Asked);
            var statements = await Counted.ReadAsync(owner);
            web.Refresh();
            var before = web.TotalProcessorTime;
            var one = await LoadAsync(http, address, 1);
            var many = await LoadAsync(http, address, Callers);
            web.Refresh();
            var work = (web.TotalProcessorTime - before).TotalMilliseconds / (one.Count + many.Count);
            Console.WriteLine(
                $"{name}: {statements.Sum(row => row.Calls) / (double)Asked:0.0} statements; one caller {one.PerSecond:0}/s, p50 {one.Median:0.0} ms; "
                + $"{Callers} callers {many.PerSecond:0}/s, p50 {many.Median:0.0} ms; {work:0.00} ms of the Web's processor time each");
            statements.Print(Asked);
        }
    }

    private static async Task AskAsync(HttpClient http, string address, int times)
    {
        for (var number = 0; number < times; number++)
            await AskAsync(http, address);
    }

    // A workflow of two steps, one of which uses one of three connections.
    private static async Task<(Guid Workflow, string Step, Guid Connection)> FillAsync(TestSystem system, NpgsqlDataSource owner)
    {
        await using var services = await InProcess.StartAsync(system);
        await using var ids = owner.CreateCommand("select account_id, id from workspaces where slug = 'acme'");
        await using var reader = await ids.ExecuteReaderAsync();
        await reader.ReadAsync();
        var tenant = new Tenant(reader.GetGuid(0), reader.GetGuid(1));
        var connections = await Seeding.AddAsync(system, services, tenant, 3);
        var app = services.GetRequiredService<AppCatalog>().Find("sandbox")!;
        await using var scope = services.CreateAsyncScope();
        await using var session = await scope.ServiceProvider.GetRequiredService<TaskJuiceDb>().InWorkspaceAsync(tenant, CancellationToken.None);
        var workflow = new Workflow(tenant, "Follow up", DateTimeOffset.UtcNow);
        var trigger = new Step(workflow, app, app.Operation("new-record")!, 0, DateTimeOffset.UtcNow);
        trigger.Use(await session.Connections.SingleAsync(row => row.Id == connections[0]));
        session.Add(workflow);
        session.Add(trigger);
        session.Add(new Step(workflow, app, app.Operation("send-message")!, 1, DateTimeOffset.UtcNow));
        await session.SaveAsync(CancellationToken.None);
        return (workflow.Id, trigger.Key, connections[0]);
    }

    private static async Task<(int Count, double PerSecond, double Median)> LoadAsync(HttpClient http, string address, int callers)
    {
        var started = Stopwatch.GetTimestamp();
        var took = await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            List<double> mine = [];
            while (Stopwatch.GetElapsedTime(started) < Load)
                mine.Add(await AskAsync(http, address));
            return mine;
        }));
        double[] all = [.. took.SelectMany(mine => mine).Order()];
        return (all.Length, all.Length / Stopwatch.GetElapsedTime(started).TotalSeconds, all[all.Length / 2]);
    }

    private static async Task<double> AskAsync(HttpClient http, string address)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(address);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == HttpStatusCode.OK ? Stopwatch.GetElapsedTime(started).TotalMilliseconds
            : throw new InvalidOperationException($"{address} was answered with {answer.StatusCode}.");
    }

    private static async Task<HttpClient> SignInAsync(TestSystem system)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new(system.WebUrl) };
        var form = await SignInForm.OpenAsync(http);
        using var request = new HttpRequestMessage(HttpMethod.Post, SignInForm.Path);
        request.Headers.Add("Cookie", form.Cookies);
        request.Content = form.Fill("ada@example.test", "TaskJuice-demo-1");
        using var answer = await http.SendAsync(request);
        http.DefaultRequestHeaders.Add("Cookie", $"{form.Cookies}; {SignInForm.CookiesOf(answer)}");
        return http;
    }
}
