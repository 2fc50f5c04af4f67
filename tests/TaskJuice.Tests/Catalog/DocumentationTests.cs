using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using Xunit;

namespace TaskJuice.Tests.Catalog;

/// <summary>A stranger follows docs/catalog.md to the letter, so it must work to the letter.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void The_example_loads()
    {
        using var directory = new OperatorDirectory().Add("acme-tickets.yaml", Example().Match(Text()).Groups[1].Value);
        var app = directory.Load().Find("acme-tickets");

        Assert.Equal(["oauth", "api-key"], app!.Methods.Select(method => method.Key));
    }

    [Fact]
    public void Every_key_is_explained()
    {
        using var schema = typeof(App).Assembly.GetManifestResourceStream("app.schema.json")!;
        var keys = Keys(JsonNode.Parse(schema)!).ToHashSet();

        Assert.Contains("shared-client-hosts", keys);
        Assert.All(keys, key => Assert.Contains($"`{key}`", Text(), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Keys(JsonNode node) => node switch
    {
        JsonObject map => (map["properties"]?.AsObject().Select(pair => pair.Key) ?? []).Concat(map.Where(pair => pair.Value is not null).SelectMany(pair => Keys(pair.Value!))),
        JsonArray list => list.Where(entry => entry is not null).SelectMany(entry => Keys(entry!)),
        _ => [],
    };

    private static string Text()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "TaskJuice.sln")))
            root = root.Parent;
        return File.ReadAllText(Path.Combine(root!.FullName, "docs", "catalog.md")).ReplaceLineEndings("\n");
    }

    [GeneratedRegex("```yaml\n(name: Acme Tickets\n.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
