using TaskJuice.Testing;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(RunningWeb))]
[assembly: TestPipelineStartup(typeof(EndServers))]
