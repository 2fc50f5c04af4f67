using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>Two Workers and two Webs for the tests with a crowd.</summary>
[CollectionDefinition(nameof(FourProcesses))]
public sealed class FourProcesses : SharedFleet, ICollectionFixture<FourProcesses>
{
    internal override Task<Fleet> StartAsync() => Fleet.StartAsync(workers: 2, webs: 2, ownServers: true);
}
