using Xunit.Sdk;
using Xunit.v3;

namespace TaskJuice.Testing;

/// <summary>
/// Ends the shared servers as the last step of a test run. Left to the exit of the process, a PostgreSQL with a thousand databases takes
/// longer than the runner waits before it calls the run failed.
/// </summary>
public sealed class EndServers : ITestPipelineStartup
{
    public ValueTask StartAsync(IMessageSink diagnosticMessageSink) => ValueTask.CompletedTask;

    public async ValueTask StopAsync()
    {
        await TestPostgres.EndSharedAsync();
        await TestRedis.EndSharedAsync();
    }
}
