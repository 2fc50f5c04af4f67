using System.Net;
using System.Net.Sockets;
using TaskJuice.Local;
using Xunit;

namespace TaskJuice.Tests.Running;

public sealed class TakenPortTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_taken_port_is_said_in_one_sentence_with_its_number_and_its_holder()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        var problem = await Assert.ThrowsAsync<Problem>(() => TakenPort.RefuseAsync("web", port, Stop));

        Assert.StartsWith($"Port {port} is taken, so web cannot start: ", problem.Message);
        Assert.Contains("perhaps another ./run", problem.Message);
        Assert.NotEqual(0, problem.ExitCode);
    }

    [Fact]
    public async Task A_free_port_is_no_problem() => await TakenPort.RefuseAsync("web", FreePort.Any(), Stop);
}
