using TaskJuice.Testing;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(EndServers))]

// These tests wait for other processes far more than they compute, so more of them run at once than there are cores.
[assembly: Parallelization(MaxThreads = 3)]
