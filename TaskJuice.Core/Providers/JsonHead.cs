using System.Text;
using System.Text.Json;

namespace TaskJuice.Core.Providers;

/// <summary>Saves what stands in a JSON text before it breaks off or stops being JSON.</summary>
internal static class JsonHead
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    /// <summary>The text up to its last whole value, with everything closed that is open there; null when nothing is whole.</summary>
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
            // What was read so far counts.
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
                // Half a surrogate pair passes the reader and throws when it is read.
                _ = reader.GetString();
                return reader.TokenType == JsonTokenType.String;
            default:
                return true;
        }
    }
}
