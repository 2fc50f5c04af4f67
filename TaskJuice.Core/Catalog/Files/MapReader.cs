using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>
/// Reads one mapping of an app file key by key and records which keys were read, so that <see cref="End"/> can report the others. An
/// invalid value is reported and read as empty, so that one pass finds every error.
/// </summary>
internal sealed class MapReader(YamlMappingNode node, string path, string file, List<CatalogError> errors)
{
    private readonly List<string> _asked = [];

    public bool Has(string key) => node.Children.ContainsKey(new YamlScalarNode(key));

    /// <summary>The value of a key, or null when it is absent.</summary>
    public YamlNode? Value(string key)
    {
        if (!_asked.Contains(key))
            _asked.Add(key);

        return node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    /// <summary>Reports that a required key is missing.</summary>
    public void Missing(string key, string what = "is missing") => Report(node, key, what + ".");

    /// <summary>Reports what is wrong with the value of a key.</summary>
    public void Wrong(string key, string message) =>
        Report(node.Children.Keys.FirstOrDefault(name => name is YamlScalarNode { Value: { } text } && text == key) ?? node, key, message);

    /// <summary>Reports what is wrong with an entry in the value of a key.</summary>
    public void Wrong(YamlNode at, string key, string message) => Report(at, key, message);

    /// <summary>The mapping at a key, or null when it is absent or not a mapping.</summary>
    public MapReader? Map(string key) => Value(key) is { } value ? AsMap(value, key) : null;

    /// <summary>The mappings in the list at a key; a single mapping is accepted in place of a list.</summary>
    public IReadOnlyList<MapReader> Maps(string key) => Value(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select((entry, at) => AsMap(entry, $"{key}[{at}]")).OfType<MapReader>()],
        var single => AsMap(single, key) is { } map ? [map] : [],
    };

    /// <summary>The only key of this mapping, or null when it does not have exactly one.</summary>
    public string? OnlyKey() => node.Children.Count == 1 && node.Children.First().Key is YamlScalarNode key ? key.Value : null;

    /// <summary>Reports every key that was not read.</summary>
    public void End()
    {
        foreach (var key in node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !_asked.Contains(name))
                Report(key, key.ToString(), $"is not a valid key here; valid keys are {string.Join(", ", _asked)}.");
        }
    }

    private MapReader? AsMap(YamlNode value, string key)
    {
        if (value is YamlMappingNode map)
            return new MapReader(map, Path(key), file, errors);

        Report(value, key, "must be a map of keys and values.");
        return null;
    }

    private void Report(YamlNode at, string key, string message) => errors.Add(new CatalogError(file, Line(at.Start), Path(key), message));

    private string Path(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static int Line(Mark mark) => (int)mark.Line;
}
