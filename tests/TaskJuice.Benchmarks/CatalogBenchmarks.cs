using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Benchmarks;

/// <summary>What reading and checking every app adds to a start.</summary>
[MemoryDiagnoser]
public class CatalogBenchmarks
{
    private readonly IConfiguration _configuration = new ConfigurationBuilder().Build();
    private readonly HostingEnvironment _production = new() { EnvironmentName = "Production" };

    [Benchmark]
    public AppCatalog Load() => AppCatalog.Load(_configuration, _production);
}
