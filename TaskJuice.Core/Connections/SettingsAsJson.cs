using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TaskJuice.Core.Connections;

/// <summary>Readable values as one JSON object; a set of them is replaced, never changed.</summary>
internal static class SettingsAsJson
{
    public static readonly ValueConverter<IReadOnlyDictionary<string, string>, string> Conversion = new(
        settings => JsonSerializer.Serialize(settings, JsonSerializerOptions.Default),
        json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!);

    public static readonly ValueComparer<IReadOnlyDictionary<string, string>> Comparer = new(
        (one, other) => ReferenceEquals(one, other), settings => settings.Count, settings => settings);
}
