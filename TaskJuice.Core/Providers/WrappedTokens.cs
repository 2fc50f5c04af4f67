using System.Text.Json;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Finds a token reply that does not stand where it should: in a list, inside something else, or with its names spelled differently.</summary>
internal static class WrappedTokens
{
    private const int Deepest = 3;

    /// <summary>The object with the access token, its names spelled as the app's file spells them; null when there is none.</summary>
    public static JsonElement? In(JsonElement reply, TokenReply form)
    {
        string[] names = [form.AccessToken, form.RefreshToken, form.Expiry, form.Scope, form.RefreshExpiry ?? "", "token_type", .. form.Keep.Values];
        var known = names.Where(name => name.Length > 0 && !name.Contains('.', StringComparison.Ordinal)).DistinctBy(Fold).ToDictionary(Fold);
        return known.ContainsKey(Fold(form.AccessToken)) && Holder(reply, Fold(form.AccessToken), Deepest) is { } holder ? Renamed(holder, known) : null;
    }

    private static JsonElement? Holder(JsonElement value, string name, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object when value.EnumerateObject().Any(property => property.Value.ValueKind == JsonValueKind.String && Fold(property.Name) == name) => value,
        JsonValueKind.Object when depth > 0 => First(value.EnumerateObject().Select(property => property.Value), name, depth),
        JsonValueKind.Array when depth > 0 => First(value.EnumerateArray(), name, depth),
        _ => null,
    };

    private static JsonElement? First(IEnumerable<JsonElement> values, string name, int depth) =>
        values.Select(value => Holder(value, name, depth - 1)).FirstOrDefault(holder => holder is not null);

    private static JsonElement Renamed(JsonElement holder, Dictionary<string, string> known)
    {
        var reply = new Dictionary<string, JsonElement>();
        foreach (var property in holder.EnumerateObject())
            reply.TryAdd(known.GetValueOrDefault(Fold(property.Name), property.Name), property.Value);
        return JsonSerializer.SerializeToElement(reply);
    }

    private static string Fold(string name) => TokenErrors.Plain(name).Replace("_", "", StringComparison.Ordinal);
}
