using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>Two Workers for tests that leave them as they were.</summary>
[CollectionDefinition(nameof(TwoWorkers))]
public sealed class TwoWorkers : SharedFleet, ICollectionFixture<TwoWorkers>
{
    internal override Task<Fleet> StartAsync() => Fleet.StartAsync(workers: 2, webs: 0);
}
