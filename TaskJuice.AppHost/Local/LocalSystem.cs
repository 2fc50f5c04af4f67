using System.Collections.Concurrent;

namespace TaskJuice.Local;

/// <summary>The picture of <c>AppHost.cs</c> as processes of this machine: servers, provider, worker, web, each started when what it needs answers.</summary>
internal sealed class LocalSystem(Checkout checkout, Screen screen) : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentStack<Child> _children = new();
    private readonly TaskCompletionSource<Child> _fallen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task StartAsync(CancellationToken stop)
    {
        await TakenPort.RefuseAsync(ResourceNames.Web, Development.WebPort, stop);
        await TakenPort.RefuseAsync(ResourceNames.Worker, Development.WorkerPort, stop);
        await TakenPort.RefuseAsync(ResourceNames.FakeProvider, Development.FakeProviderPort, stop);

        // All three at once: none needs another.
        var database = Postgres.StartAsync(checkout, screen.Voice(ResourceNames.Server), Watch, stop);
        var cache = Redis.StartAsync(checkout, screen.Voice(ResourceNames.Cache), Watch, stop);
        var provider = Service(ResourceNames.FakeProvider, "tests/TaskJuice.FakeProvider", Development.FakeProviderPort)
            .StartAsync([new(Development.FakeProviderStateVariable, Development.FakeProviderState(checkout.Root))], Watch, stop);
        await Task.WhenAll(database, cache, provider);

        var variables = Variables(await database, await cache);
        await Service(ResourceNames.Worker, "TaskJuice.Worker", Development.WorkerPort).StartAsync(variables, Watch, stop);
        await Service(ResourceNames.Web, "TaskJuice.Web", Development.WebPort).StartAsync(variables, Watch, stop);
    }

    /// <summary>Ends with the first child that ends by itself.</summary>
    public Task<Child> FallenAsync(CancellationToken stop) => _fallen.Task.WaitAsync(stop);

    /// <summary>Stops everything, last started first.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_children.TryPop(out var child))
        {
            await child.StopAsync(StopPatience);
            await child.DisposeAsync();
        }
    }

    private Service Service(string name, string project, int port) => new(checkout, name, project, port, screen.Voice(name));

    private static KeyValuePair<string, string>[] EndpointsAnd(string database, string cache) =>
    [
        new($"ConnectionStrings__{ResourceNames.Database}", database),
        new($"ConnectionStrings__{ResourceNames.Cache}", cache),
        new($"services__{ResourceNames.FakeProvider}__http__0", $"http://localhost:{Development.FakeProviderPort}"),
    ];

    private KeyValuePair<string, string>[] Variables(string database, string cache) =>
        [.. EndpointsAnd(database, cache), .. Development.Variables(checkout.Root)];

    private void Watch(Child child)
    {
        _children.Push(child);
        _ = child.Exited.ContinueWith(_ => _fallen.TrySetResult(child), TaskScheduler.Default);
    }
}
