using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Providers;
using TaskJuice.Tests.Connections;

namespace TaskJuice.Tests.Security;

/// <summary>A product beside which other things run: names that lead to them, names that nobody knows, and an app whose server a person types.</summary>
public sealed class HouseNetwork : WebFixture
{
    private const string App = """
        name: Own Server
        category: Development
        summary: Something that runs on a server of your own.
        docs: https://docs.example/
        checked: 2026-11-24
        fields:
          - { key: host, label: Server, example: git.example.com, format: host }
        methods:
          - api-key:
              instructions: Paste the key.
              probe: { get: "https://{host}/me", id: id }
              send: { headers: { Authorization: "Bearer {key}" } }
        hosts: ["{host}"]
        operations:
          - { kind: trigger, key: new-thing, name: New thing }
        """;

    private readonly Lazy<string> _apps;

    public HouseNetwork() => _apps = new(Write);

    /// <summary>Names that lead to no place outside, and names that lead nowhere.</summary>
    public static IReadOnlyDictionary<string, string[]> Names { get; } = new Dictionary<string, string[]>
    {
        ["loopback.house.test"] = ["127.0.0.1"],
        ["database.house.test"] = ["10.0.0.5"],
        ["metadata.house.test"] = ["169.254.169.254"],
        ["six.house.test"] = ["::1"],
        ["mapped.house.test"] = ["::ffff:192.168.0.1"],
        ["both.house.test"] = ["93.184.216.34", "10.0.0.5"],
        ["silent.house.test"] = [],
    };

    /// <summary>A name that no name server knows.</summary>
    public const string Missing = "missing.house.test";

    public List<IPEndPoint> Dialled { get; } = [];

    /// <summary>The same browser at a process that knows the app.</summary>
    public Task<Guest> VisitAsync(Guest guest) => OnNewHostAsync(guest, ("Catalog:Directory", _apps.Value));

    protected override void Change(IServiceCollection services) => services.AddSingleton(provider => new EgressGuard(
        provider.GetRequiredService<EgressRules>(),
        (host, _) => Names.TryGetValue(host, out var addresses)
            ? Task.FromResult(addresses.Select(IPAddress.Parse).ToArray())
            : throw new SocketException((int)SocketError.HostNotFound),
        (address, _) =>
        {
            Dialled.Add(address);
            throw new SocketException((int)SocketError.ConnectionRefused);
        }));

    private string Write()
    {
        var apps = Directory.CreateDirectory(Path.Combine(KeyDirectory, "apps")).FullName;
        File.WriteAllText(Path.Combine(apps, "own-server.yaml"), App);
        return apps;
    }
}
