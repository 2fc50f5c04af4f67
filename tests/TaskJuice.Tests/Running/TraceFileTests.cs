using System.Diagnostics;
using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TaskJuice.ServiceDefaults;
using TaskJuice.ServiceDefaults.Telemetry;
using Xunit;

namespace TaskJuice.Tests.Running;

public sealed class TraceFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("taskjuice-traces-").FullName;
    private readonly ActivitySource _source = new($"TaskJuice.Tests.{Guid.NewGuid():N}");

    private string File => Path.Combine(_directory, "deep", "traces.jsonl");

    [Fact]
    public void A_span_is_one_line_that_says_whose_it_is_and_what_it_belongs_to()
    {
        var cause = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        using (Provider())
        using (var outer = _source.StartActivity("refresh", ActivityKind.Internal, parentContext: default, links: [new(cause)]))
        using (var inner = _source.StartActivity("call", ActivityKind.Client))
            inner!.SetTag("url.full", "https://api.example.test/?token=topsecret").SetTag("attempt", 2).SetTag("late", true).SetStatus(ActivityStatusCode.Error);

        var lines = System.IO.File.ReadAllLines(File).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var (call, refresh) = (lines[0], lines[1]);
        Assert.Equal("call", call.GetProperty("name").GetString());
        Assert.Equal("Error", call.GetProperty("status").GetString());
        Assert.Equal(2, call.GetProperty("tags").GetProperty("attempt").GetInt32());
        Assert.True(call.GetProperty("tags").GetProperty("late").GetBoolean());
        Assert.Equal(refresh.GetProperty("spanId").GetString(), call.GetProperty("parentSpanId").GetString());
        Assert.Equal(refresh.GetProperty("traceId").GetString(), call.GetProperty("traceId").GetString());
        Assert.Equal(JsonValueKind.Null, refresh.GetProperty("parentSpanId").ValueKind);
        Assert.Equal(cause.TraceId.ToHexString(), refresh.GetProperty("links")[0].GetProperty("traceId").GetString());
        Assert.Equal("tested", refresh.GetProperty("resource").GetProperty("service.name").GetString());
        Assert.DoesNotContain("topsecret", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Two_writers_do_not_write_over_each_other()
    {
        const int each = 200;
        using (Provider())
        using (Provider())
            Parallel.For(0, each, _ => _source.StartActivity("busy")!.Dispose());

        var lines = System.IO.File.ReadAllLines(File);
        Assert.Equal(2 * each, lines.Length);
        Assert.All(lines, line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void Only_its_owner_reads_it()
    {
        Provider().Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void A_file_that_cannot_be_written_stops_the_start()
    {
        var problem = Assert.Throws<ConfigurationProblem>(() => new TraceFile(Path.Combine(_directory, ".")));

        Assert.StartsWith("Traces:File is ", problem.Message);
    }

    public void Dispose()
    {
        _source.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private TracerProvider Provider() => Sdk.CreateTracerProviderBuilder()
        .AddSource(_source.Name)
        .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("tested"))
        .AddProcessor(new AddressCutter())
        .AddProcessor(new SimpleActivityExportProcessor(new TraceFile(File)))
        .Build();
}
