using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>
/// Reads one map of an app file key by key and remembers which keys were asked for, so that <see cref="End"/> can name the rest.
/// A wrong value is recorded as an error and read as empty, so that one pass finds everything.
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

    /// <summary>Records that a key that must be there is not.</summary>
    public void Missing(string key, string what = "is missing") => Report(node, key, what + ".");

    /// <summary>Records what is wrong with the value of a key.</summary>
    public void Wrong(string key, string message) =>
        Report(node.Children.Keys.FirstOrDefault(name => name is YamlScalarNode { Value: { } text } && text == key) ?? node, key, message);

    /// <summary>Records what is wrong with an entry in the value of a key.</summary>
    public void Wrong(YamlNode at, string key, string message) => Report(at, key, message);

    /// <summary>The map at a key, or null when it is absent or something else.</summary>
    public MapReader? Map(string key) => Value(key) is { } value ? AsMap(value, key) : null;

    /// <summary>The maps in the list at a key; one map may stand there without the list.</summary>
    public IReadOnlyList<MapReader> Maps(string key) => Value(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select((entry, at) => AsMap(entry, $"{key}[{at}]")).OfType<MapReader>()],
        var single => AsMap(single, key) is { } map ? [map] : [],
    };

    /// <summary>The only key of this map, when it has exactly one.</summary>
    public string? OnlyKey() => node.Children.Count == 1 && node.Children.First().Key is YamlScalarNode key ? key.Value : null;

    /// <summary>Records an error for every key nobody asked for.</summary>
    public void End()
    {
        foreach (var key in node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !_asked.Contains(name))
                Report(key, key.ToString(), $"is not a key here; the keys here are {string.Join(", ", _asked)}.");
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
