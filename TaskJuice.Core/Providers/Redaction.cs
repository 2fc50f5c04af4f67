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

    // Several times what is shown of any text.
    private const int LongestRead = 8_192;

    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HiddenSecrets _secrets;

    /// <param name="secrets">What nothing of may be seen.</param>
    /// <param name="sentForm">How some of them are sent together, or null.</param>
    public Redaction(IEnumerable<Secret> secrets, string? sentForm) => _secrets = new(secrets.Select(secret => secret.Reveal()).Append(sentForm ?? ""));

    /// <summary>True for a text with one of the secrets in it, or with the beginning or the end of one, whatever the disguise.</summary>
    public bool Holds(string text) => _secrets.IsIn(text);

    /// <summary>True for a text with more than half of one of the secrets in it.</summary>
    public bool HoldsMost(string text) => _secrets.IsMostIn(text);

    /// <summary>As <see cref="Holds"/>, and true for a longer piece of a secret: what parts a list may have cut it.</summary>
    public bool HoldsPiece(string text) => Holds(text) || _secrets.IsPiece(text);

    /// <summary>True for a text that looks like a credential, whoever's it is.</summary>
    public static bool LooksSecret(string text) => SecretValue().IsMatch(text);

    /// <summary>The reply indented, with every secret replaced.</summary>
    public string Show(JsonElement reply, int longest)
    {
        var clean = Clean(JsonNode.Parse(reply.GetRawText()), secretName: false);
        return Cut(clean?.ToJsonString(Pretty) ?? "null", longest);
    }

    /// <summary>One line of a provider's text, with every secret replaced.</summary>
    public string Show(string text, int longest) => Cut(Text(PlainName.Of(ShortText.Of(text, LongestRead))), longest);

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
                return secretName && text.Length > 0 ? Placeholder
                    : value.GetValueKind() == JsonValueKind.String ? Text(ShortText.Of(text, LongestRead))
                    : Holds(text) ? Placeholder : node.DeepClone();
            default:
                return node?.DeepClone();
        }
    }

    private string Text(string text)
    {
        // How many secrets begin at a place, less how many ended before it.
        var begun = new int[text.Length + 1];
        foreach (var (from, to) in _secrets.In(text))
        {
            begun[from]++;
            begun[to]--;
        }

        var shown = new StringBuilder(text.Length);
        for (var (at, open) = (0, 0); at < text.Length; at++)
        {
            var before = open;
            open += begun[at];
            if (open == 0)
                shown.Append(text[at]);
            else if (before == 0)
                shown.Append(Placeholder);
        }

        return SecretValue().Replace(shown.ToString(), Placeholder);
    }

    private static string Cut(string text, int longest) => ShortText.Length(text) <= longest ? text : ShortText.Of(text, longest - 1) + "…";

    [GeneratedRegex("token|secret|passw|passphrase|api_?-?key|private|credential|authorization|cookie|signature|session|jwt|otp|csrf|hash", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // Every alternative starts where a run of its characters starts, which keeps the work linear on hostile replies.
    // JSON Web Tokens, keys with a well-known prefix, signed query strings, and long runs that no person would write.
    [GeneratedRegex(
        @"(?<![\w-])eyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?|\b((sk|pk|rk|ghp|gho|ghs|ghu|xox[a-z]|pat|shpat|shpss|whsec|glpat|SG|ya29)[_.-]|AKIA)[\w-]{12,}"
        + @"|(?<=[?&][^=&\s]{0,40}=)[\w%.~+/-]{24,}|(?<![\w+-])(?=[\w+-]*[0-9])(?=[\w+-]*[A-Za-z])[\w+-]{40,}={0,2}")]
    private static partial Regex SecretValue();
}
