using System.Net;
using System.Net.Sockets;
using TaskJuice.Local;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.StartingUp;

public sealed class AppHostTests(ITestOutputHelper output) : IDisposable
{
    private const int Killed = 128 + (int)Signal.Kill;

    private static readonly string[] Parts = ["TaskJuice.Web", "TaskJuice.Worker", "TaskJuice.FakeProvider", "redis", "postgres", "dcp", "Dashboard"];

    private readonly string _data = Scratch.NewPath("apphost");

    [Fact]
    public async Task However_it_ends_nothing_is_left_running_and_the_next_start_has_the_data()
    {
        Step step;
        await using (var first = await AppHostRun.StartAsync(_data))
        {
            var processes = first.Processes();
            Assert.All(Parts, part => Assert.Contains(processes, process => process.Command.Contains(part)));
            step = await ConnectAsync(first);
            await EndAsync(first, Signal.Terminate, exitCode: 0);
        }

        await using (var second = await AppHostRun.StartAsync(_data))
        {
            await AssertWorksAsync(second, step);
            await EndAsync(second, Signal.Kill, Killed);
        }

        await using var third = await AppHostRun.StartAsync(_data);
        await AssertWorksAsync(third, step);
        await EndAsync(third, Signal.Interrupt, exitCode: 0);
    }

    [Theory]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL")]
    [InlineData("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL")]
    public async Task A_taken_port_is_one_sentence_that_names_it(string setting)
    {
        using var taker = new TcpListener(IPAddress.Loopback, 0);
        taker.Start();
        var port = ((IPEndPoint)taker.LocalEndpoint).Port;
        var start = AppHostRun.Program(_data);
        // Random ports would be other ones. The dashboard's are looked at first, so it does not matter who has the fixed ones of the other parts.
        start.Environment["DcpPublisher__RandomizePorts"] = "false";
        start.Environment[setting] = $"http://localhost:{port}";

        AssertOneSentence($"Port {port} is taken", await Attempt.RunAsync(start));
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_data_is_one_sentence_that_names_it()
    {
        Directory.CreateDirectory(_data);
        var file = Path.Combine(_data, "postgres");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        AssertOneSentence(file, await Attempt.RunAsync(AppHostRun.Program(_data)));
    }

    [Theory]
    [InlineData("9", "The data was created by PostgreSQL 9")]
    [InlineData(null, "PG_VERSION is missing")]
    public async Task Data_that_no_server_can_use_is_one_sentence_that_says_why(string? version, string why)
    {
        var data = Directory.CreateDirectory(Path.Combine(_data, "postgres", "data")).FullName;
        if (version is not null)
            await File.WriteAllTextAsync(Path.Combine(data, "PG_VERSION"), $"{version}\n", TestContext.Current.CancellationToken);

        AssertOneSentence(why, await Attempt.RunAsync(AppHostRun.Program(_data)));
    }

    [Fact]
    public async Task Data_that_the_server_refuses_ends_the_start_with_its_words_and_leaves_nothing_running()
    {
        var data = Directory.CreateDirectory(Path.Combine(_data, "postgres", "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "PG_VERSION"), "", TestContext.Current.CancellationToken);
        var attempt = await Attempt.RunAsync(AppHostRun.Program(_data));

        Assert.Equal(1, attempt.ExitCode);
        Assert.StartsWith("postgres ended while starting", attempt.Errors[0]);
        Assert.EndsWith("run ./run --reset to start over with empty data.", attempt.Errors[^1]);
        await Until.SeenAsync(() => Task.FromResult(ProcessTable.Having(_data)), left => left.Count == 0);
    }

    public void Dispose() => Scratch.Delete(_data);

    private static async Task<Step> ConnectAsync(AppHostRun run)
    {
        using var ada = await Person.SignInAsync(run.WebUrl);
        var step = await ada.AddStepAsync("acme", "sandbox", "create-ticket");
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.ConnectAsync(step, "api-key", ("f.name", "Acme by key"), ("f.key", "sk_sandbox_acme"))).Status);
        return step;
    }

    private static async Task AssertWorksAsync(AppHostRun run, Step step)
    {
        using var ada = await Person.SignInAsync(run.WebUrl);
        Assert.Contains("Acme by key", (await ada.OpenAsync(step.Address)).Text);
        Assert.Contains("Sandbox responded.", (await ada.TestAsync(step)).Text);
    }

    private async Task EndAsync(AppHostRun run, Signal signal, int exitCode)
    {
        var endedWithin = await run.EndAsync(signal);
        output.WriteLine($"Ready after {run.StartedWithin.TotalSeconds:0.0} s; {signal}: nothing was left after {endedWithin.TotalSeconds:0.0} s");
        Assert.Equal(exitCode, await run.Exited);
    }

    private static void AssertOneSentence(string part, Attempt attempt)
    {
        Assert.Equal(1, attempt.ExitCode);
        Assert.Contains(part, Assert.Single(attempt.Errors));
        Assert.DoesNotContain("   at ", attempt.Output);
    }
}
