using System.Text.Json;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Finds a token reply with differently spelled names, or inside a one-element list or a common wrapper. Only where it is unambiguous: not
/// in a reply that reports an error, and not when another object of the reply contains an access token too.
/// </summary>
internal static class WrappedTokens
{
    private static readonly HashSet<string> Wrappers =
    [
        "data", "d", "result", "results", "response", "payload", "body", "content", "value", "item",
        "attributes", "token", "tokens", "credentials", "oauth", "auth", "authenticationresult", "authresult",
    ];

    private static readonly HashSet<string> Failures = ["error", "failed", "failure", "fail", "pending", "denied", "rejected"];

    /// <summary>
    /// The object with the access token, its names as the app's file spells them; null when there is none or it is ambiguous.
    /// </summary>
    public static JsonElement? In(JsonElement reply, TokenReply form)
    {
        string[] names = [form.AccessToken, form.RefreshToken, form.Expiry, form.Scope, form.RefreshExpiry
            ?? "", "token_type", .. form.Keep.Values];
        var known = names.Where(name => name.Length > 0 && !name.Contains('.', StringComparison.Ordinal)).DistinctBy(Fold)
            .ToDictionary(Fold);
        var access = Fold(form.AccessToken);
        return known.ContainsKey(access) && !TellsOfFailure(reply) && Count(reply, access) == 1 && Holder(reply, access) is { } holder
            ? Renamed(holder, known) : null;
    }

    private static bool TellsOfFailure(JsonElement reply) =>
        reply.ValueKind == JsonValueKind.Object && reply.EnumerateObject().Any(property => Fold(property.Name) switch
    {
        "ok" or "success" or "successful" =>
            property.Value.ValueKind == JsonValueKind.False || ReplyPath.Text(property.Value) is "false" or "0",
        "status" or "state" => ReplyPath.Text(property.Value) is { } word && Failures.Contains(word.ToLowerInvariant()),
        "error" or "errors" => property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.True
            || ReplyPath.Text(property.Value) is { Length: > 0 } and not ("0" or "false" or "none"),
        _ => false,
    });

    private static int Count(JsonElement value, string name, int depth = 6) => value.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 =>
            (Has(value, name) ? 1 : 0) + value.EnumerateObject().Sum(property => Count(property.Value, name, depth - 1)),
        JsonValueKind.Array when depth > 0 => value.EnumerateArray().Sum(item => Count(item, name, depth - 1)),
        _ => 0,
    };

    private static JsonElement? Holder(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Object when Has(value, name) => value,
        JsonValueKind.Object => value.EnumerateObject().Where(property => Wrappers.Contains(Fold(property.Name)))
            .Select(property => Holder(property.Value, name)).FirstOrDefault(holder => holder is not null),
        JsonValueKind.Array when value.GetArrayLength() == 1 => Holder(value[0], name),
        _ => null,
    };

    private static bool Has(JsonElement value, string name) =>
        value.EnumerateObject().Any(property => property.Value.ValueKind == JsonValueKind.String && Fold(property.Name) == name);

    private static JsonElement Renamed(JsonElement holder, Dictionary<string, string> known)
    {
        var reply = new Dictionary<string, JsonElement>();
        foreach (var property in holder.EnumerateObject())
            reply.TryAdd(known.GetValueOrDefault(Fold(property.Name), property.Name), property.Value);
        return JsonSerializer.SerializeToElement(reply);
    }

    private static string Fold(string name) => TokenErrors.Plain(name).Replace("_", "", StringComparison.Ordinal);
}
