using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TaskJuice.Core.Connections;

/// <summary>Maps unencrypted values to one JSON object; a dictionary is replaced, never modified.</summary>
internal static class SettingsAsJson
{
    public static readonly ValueConverter<IReadOnlyDictionary<string, string>, string> Conversion = new(
        settings => JsonSerializer.Serialize(settings, JsonSerializerOptions.Default),
        json => JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!);

    public static readonly ValueComparer<IReadOnlyDictionary<string, string>> Comparer = new(
        (one, other) => ReferenceEquals(one, other), settings => settings.Count, settings => settings);
}
