using TaskJuice.BrowserTests;
using TaskJuice.Testing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(RunningSystem))]
[assembly: TestPipelineStartup(typeof(EndServers))]

// The provider's people and knobs are shared, and so is the one database.
[assembly: Parallelization(Mode = ParallelMode.None)]
