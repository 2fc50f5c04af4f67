using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskJuice.Core.Naming;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>Makes a provider's words fit to show: no credential, nothing that looks like one, no control characters, not too long.</summary>
internal sealed partial class Redaction
{
    private const string Placeholder = "[hidden]";

    // Replacing every "a" because somebody's user name is "a" would say more than it hides.
    private const int ShortestInsideText = 4;
    private const int ShortestPiece = 8;

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string[] _secrets;

    public Redaction(IEnumerable<Secret> secrets, string? sentForm) =>
        _secrets = [.. secrets.Select(secret => secret.Reveal())
            .Append(sentForm ?? "")
            .Where(secret => secret.Length > 0)
            .SelectMany(Disguises)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(secret => secret.Length)];

    /// <summary>True for a text with one of the secrets in it, whatever its disguise.</summary>
    public bool Holds(string text) => _secrets.Any(secret =>
        secret.Length >= ShortestInsideText ? text.Contains(secret, StringComparison.OrdinalIgnoreCase) : text == secret);

    /// <summary>As <see cref="Holds"/>, and true for a longer piece of a secret: what parts a list may have cut it.</summary>
    public bool HoldsPiece(string text) =>
        Holds(text) || (text.Length >= ShortestPiece && _secrets.Any(secret => secret.Contains(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>True for a text that looks like a credential, whoever's it is.</summary>
    public static bool LooksSecret(string text) => SecretValue().IsMatch(text);

    /// <summary>The reply indented, with every secret replaced.</summary>
    public string Show(JsonElement reply, int longest)
    {
        var clean = Clean(JsonNode.Parse(reply.GetRawText()), secretName: false);
        return Cut(clean?.ToJsonString(Pretty) ?? "null", longest);
    }

    /// <summary>One line of a provider's text, with every secret replaced.</summary>
    public string Show(string text, int longest)
    {
        // Twice: a secret may be on several lines, and one with something invisible in it is whole only without that.
        return Cut(Text(PlainName.Of(Text(text))), longest);
    }

    // What a secret looks like after the usual ways of carrying it: in an address, a form, JSON, a Basic header, a JWT.
    private static IEnumerable<string> Disguises(string secret)
    {
        var escaped = Uri.EscapeDataString(secret);
        var padded = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        var base64 = padded.TrimEnd('=');
        return
        [
            secret, escaped, escaped.Replace("%20", "+", StringComparison.Ordinal), padded, base64, base64.Replace('+', '-').Replace('/', '_'),
            JsonEncodedText.Encode(secret).ToString(), JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ];
    }

    private JsonNode? Clean(JsonNode? node, bool secretName)
    {
        switch (node)
        {
            case JsonObject properties:
                return new JsonObject(properties.Select(property => KeyValuePair.Create(
                    Text(property.Key), Clean(property.Value, secretName || SecretName().IsMatch(property.Key)))).DistinctBy(property => property.Key));
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Clean(item, secretName))]);
            case JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number:
                var text = value.ToString();
                return secretName && text.Length > 0 || _secrets.Contains(text, StringComparer.OrdinalIgnoreCase) ? Placeholder
                    : value.GetValueKind() == JsonValueKind.String ? Text(text)
                    : node.DeepClone();
            default:
                return node?.DeepClone();
        }
    }

    private string Text(string text)
    {
        foreach (var secret in _secrets)
            text = text == secret ? Placeholder
                : secret.Length >= ShortestInsideText ? text.Replace(secret, Placeholder, StringComparison.OrdinalIgnoreCase)
                : text;

        return SecretValue().Replace(text, Placeholder);
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : ShortText.Of(text, longest - 1) + "…";

    [GeneratedRegex("token|secret|passw|passphrase|api_?-?key|private|credential|authorization|cookie|signature|session|jwt|otp|csrf|hash", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // Every alternative starts where a run of its characters starts, which keeps the work linear on hostile replies.
    // JSON Web Tokens, keys with a well-known prefix, signed query strings, and long runs that no person would write.
    [GeneratedRegex(
        @"(?<![\w-])eyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?|\b((sk|pk|rk|ghp|gho|ghs|ghu|xox[a-z]|pat|shpat|shpss|whsec|glpat|SG|ya29)[_.-]|AKIA)[\w-]{12,}"
        + @"|(?<=[?&][^=&\s]{0,40}=)[\w%.~+/-]{24,}|(?<![\w+-])(?=[\w+-]*[0-9])(?=[\w+-]*[A-Za-z])[\w+-]{40,}={0,2}")]
    private static partial Regex SecretValue();
}
