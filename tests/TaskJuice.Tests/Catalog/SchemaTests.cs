using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;
using TaskJuice.Core.Catalog;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TaskJuice.Tests.Catalog;

/// <summary>The schema gives editors completion; the loader decides. They must not drift apart.</summary>
public sealed partial class SchemaTests
{
    public static TheoryData<string> Files =>
        [.. typeof(App).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Apps/", StringComparison.Ordinal))];

    /// <summary>Where each kind of map stands in <see cref="Samples.Full"/>: its definition and the line of its first key.</summary>
    public static TheoryData<string, string> Maps => new()
    {
        { "", "name: Acme" },
        { "field", "    help: Where." },
        { "option", "        label: Europe" },
        { "oauth", "      authorize: https://auth.acme.example/authorize" },
        { "token-reply", "        access-token: data.token" },
        { "rule", "          status: 200" },
        { "life", "        rotation: rotates" },
        { "revocation", "        url: https://auth.acme.example/revoke" },
        { "after-consent", "        list: data" },
        { "send", "        query: { v: \"1\" }" },
        { "probe", "        id-with: [region]" },
        { "api-key", "      instructions: Paste it." },
        { "send/basic", "          password: X" },
        { "operation", "    name: Do it" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_app_file_keeps_the_schema(string file)
    {
        var schema = await JsonSchema.FromJsonAsync(Resource("app.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(Json(Resource(file))));
    }

    [Fact]
    public async Task The_file_with_every_key_keeps_the_schema_and_loads()
    {
        var schema = await JsonSchema.FromJsonAsync(Resource("app.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(Json(Samples.Full)));

        using var directory = new OperatorDirectory().Add("acme.yaml", Samples.Full);
        Assert.Empty(directory.Errors());
    }

    [Theory]
    [MemberData(nameof(Maps))]
    public void Schema_and_loader_know_the_same_keys(string definition, string line)
    {
        var indent = line[..(line.Length - line.TrimStart().Length)];
        using var directory = new OperatorDirectory().Add("acme.yaml", Samples.Full.Replace(line + "\n", $"{line}\n{indent}unheard-of: 1\n"));

        var error = Assert.Single(directory.Errors());

        Assert.Equal(Keys(definition), Known().Match(error).Groups[1].Value.Split(", ").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_app_file_tells_editors_where_the_schema_is(string file) =>
        Assert.StartsWith("# yaml-language-server: $schema=../app.schema.json\n", Resource(file), StringComparison.Ordinal);

    private static IEnumerable<string> Keys(string definition)
    {
        var schema = JsonNode.Parse(Resource("app.schema.json"))!;
        var node = definition.Split('/') switch
        {
            [""] => schema,
            [var name] => schema["definitions"]![name]!,
            [var name, var property] => schema["definitions"]![name]!["properties"]![property]!,
            _ => throw new ArgumentException(definition),
        };
        return node["properties"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal);
    }

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(App).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string Json(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Node(stream.Documents[0].RootNode)!.ToJsonString();
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Node(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" or "null" } plain => JsonNode.Parse(plain.Value!),
        YamlScalarNode { Style: ScalarStyle.Plain } plain when int.TryParse(plain.Value, out var number) => JsonValue.Create(number),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => throw new JsonException("Unknown kind of node."),
    };

    [GeneratedRegex(@"unheard-of: is not a valid key here; valid keys are ([a-z, -]+)\.")]
    private static partial Regex Known();
}
