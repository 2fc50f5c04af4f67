using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskJuice.Core.Naming;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>Sanitizes a provider's text for display: no credentials or lookalikes, no control characters, limited length.</summary>
internal sealed partial class Redaction
{
    private const string Placeholder = "[hidden]";

    // Several times the displayed length of any text.
    private const int LongestRead = 8_192;

    private static readonly JsonSerializerOptions Pretty =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HiddenSecrets _secrets;

    /// <param name="secrets">The secrets, no part of which may be visible.</param>
    /// <param name="sentForm">The form in which some of them are sent together, or null.</param>
    public Redaction(IEnumerable<Secret> secrets, string? sentForm) =>
        _secrets = new(secrets.Select(secret => secret.Reveal()).Append(sentForm ?? ""));

    /// <summary>True when the text contains a secret, or the beginning or end of one, in any encoding.</summary>
    public bool Holds(string text) => _secrets.IsIn(text);

    /// <summary>True when the text contains more than half of a secret.</summary>
    public bool HoldsMost(string text) => _secrets.IsMostIn(text);

    /// <summary>Like <see cref="Holds"/>, and also true for a longer piece of a secret, which may have been split as a list.</summary>
    public bool HoldsPiece(string text) => Holds(text) || _secrets.IsPiece(text);

    /// <summary>True when the text looks like a credential, known or not.</summary>
    public static bool LooksSecret(string text) => SecretValue().IsMatch(text);

    /// <summary>The indented reply, with every secret replaced.</summary>
    public string Show(JsonElement reply, int longest)
    {
        var clean = Clean(JsonNode.Parse(reply.GetRawText()), secretName: false);
        return Cut(clean?.ToJsonString(Pretty) ?? "null", longest);
    }

    /// <summary>A provider's text in one line, with every secret replaced.</summary>
    public string Show(string text, int longest) => Cut(Text(PlainName.Of(ShortText.Of(text, LongestRead))), longest);

    private JsonNode? Clean(JsonNode? node, bool secretName)
    {
        switch (node)
        {
            case JsonObject properties:
                return new JsonObject(properties
                    .Select(property => KeyValuePair.Create(
                        Text(property.Key), Clean(property.Value, secretName || SecretName().IsMatch(property.Key))))
                    .DistinctBy(property => property.Key));
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
        // The number of secrets that begin at a position, minus the number that ended before it.
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

    [GeneratedRegex(
        "token|secret|passw|passphrase|api_?-?key|private|credential|authorization|cookie|signature|session|jwt|otp|csrf|hash",
        RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    // Every alternative starts at the beginning of a run of its characters, which keeps matching linear on hostile replies: JSON Web
    // Tokens, keys with a well-known prefix, signed query strings, and long runs that no person would write.
    [GeneratedRegex(
        @"(?<![\w-])eyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?"
        + @"|\b((sk|pk|rk|ghp|gho|ghs|ghu|xox[a-z]|pat|shpat|shpss|whsec|glpat|SG|ya29)[_.-]|AKIA)[\w-]{12,}"
        + @"|(?<=[?&][^=&\s]{0,40}=)[\w%.~+/-]{24,}|(?<![\w+-])(?=[\w+-]*[0-9])(?=[\w+-]*[A-Za-z])[\w+-]{40,}={0,2}")]
    private static partial Regex SecretValue();
}
