using System.Text;
using System.Text.Json;

namespace TaskJuice.Core.Providers;

/// <summary>Recovers the valid beginning of a JSON text that is truncated or malformed.</summary>
internal static class JsonHead
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    /// <summary>The text up to its last complete value, with all open objects and arrays closed; null when no value is complete.</summary>
    public static string? Of(string text)
    {
        if (text is not ['{' or '[', ..])
            return null;

        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(Options));
        var open = new Stack<char>();
        var (end, closing) = (0L, "");
        try
        {
            while (reader.Read())
            {
                if (IsWhole(ref reader, open))
                {
                    end = reader.BytesConsumed;
                    closing = string.Concat(open);
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Use what was read before the error.
        }

        return end == 0 ? null : Encoding.UTF8.GetString(bytes, 0, (int)end) + closing;
    }

    private static bool IsWhole(ref Utf8JsonReader reader, Stack<char> open)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                open.Push('}');
                return true;
            case JsonTokenType.StartArray:
                open.Push(']');
                return true;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                open.Pop();
                return true;
            case JsonTokenType.String or JsonTokenType.PropertyName:
                // A lone surrogate passes the reader and throws in GetString.
                _ = reader.GetString();
                return reader.TokenType == JsonTokenType.String;
            default:
                return true;
        }
    }
}
