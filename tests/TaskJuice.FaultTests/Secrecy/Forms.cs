using System.Text;
using System.Text.Json;

namespace TaskJuice.FaultTests.Secrecy;

/// <summary>The forms in which a secret may lie somewhere without looking like itself.</summary>
internal static class Forms
{
    public static IEnumerable<string> Of(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        string[] forms =
        [
            secret,
            Convert.ToHexString(bytes),
            Convert.ToHexStringLower(bytes),
            Uri.EscapeDataString(secret),
            JsonSerializer.Serialize(secret)[1..^1],
            .. Enumerable.Range(0, 3).Select(shift => InsideBase64(bytes, shift)),
        ];
        return forms.Concat(forms[^3..].Select(form => form.Replace('+', '-').Replace('/', '_'))).Distinct();
    }

    /// <summary>The secrets of which some form is in the text.</summary>
    public static IReadOnlyList<string> Found(string text, IEnumerable<string> secrets) =>
        [.. secrets.Where(secret => Of(secret).Any(form => text.Contains(form, StringComparison.Ordinal)))];

    // Behind one or two other bytes, as in "id:secret", the same bytes look different; the characters shared with the neighbours are left out.
    private static string InsideBase64(byte[] bytes, int shift)
    {
        var text = Convert.ToBase64String([.. new byte[shift], .. bytes]).TrimEnd('=');
        var (first, end) = ((shift * 8 + 5) / 6, (shift + bytes.Length) * 8 / 6);
        return text[first..end];
    }
}
