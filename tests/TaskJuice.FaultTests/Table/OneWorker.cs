using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>One Worker for tests that kill it and put another one in its place.</summary>
[CollectionDefinition(nameof(OneWorker))]
public sealed class OneWorker : SharedFleet, ICollectionFixture<OneWorker>
{
    internal override Task<Fleet> StartAsync() => Fleet.StartAsync(workers: 1, webs: 0);
}
