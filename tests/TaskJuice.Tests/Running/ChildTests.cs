using System.Diagnostics;
using TaskJuice.Local;
using Xunit;

namespace TaskJuice.Tests.Running;

public sealed class ChildTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_ends_instead_of_getting_ready_is_quoted()
    {
        await using var child = Start("echo no room; exit 3", readyWhen: "ready");

        var problem = await Assert.ThrowsAsync<Problem>(() => child.UntilReadyAsync(Patience, Stop));

        Assert.Contains("ended while starting (exit code 3)", problem.Message);
        Assert.Contains("no room", problem.Message);
    }

    [Fact]
    public async Task A_process_is_asked_to_end_before_it_is_made_to()
    {
        await using var child = Start("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.1; done", readyWhen: "ready");
        await child.UntilReadyAsync(Patience, Stop);

        await child.StopAsync(Patience);

        Assert.Equal(0, await child.Exited);
        Assert.Contains("bye", child.LastWords());
    }

    [Fact]
    public async Task A_process_that_does_not_listen_is_ended_all_the_same()
    {
        await using var child = Start("trap '' TERM; echo ready; while :; do sleep 1; done", readyWhen: "ready");
        await child.UntilReadyAsync(Patience, Stop);

        await child.StopAsync(TimeSpan.FromMilliseconds(200));

        Assert.NotEqual(0, await child.Exited);
    }

    private static Child Start(string script, string readyWhen) =>
        Child.Start("script", new ProcessStartInfo("bash", ["-c", script]), Signal.Terminate, readyWhen: readyWhen);
}
