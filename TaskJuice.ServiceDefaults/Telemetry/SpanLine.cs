using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenTelemetry;

namespace TaskJuice.ServiceDefaults.Telemetry;

internal static class SpanLine
{
    public static void Write(Stream to, Activity span, BaseProvider? provider)
    {
        using (var json = new Utf8JsonWriter(to))
        {
            json.WriteStartObject();
            WriteIdentity(json, span);
            WriteOutcome(json, span);
            WriteTags(json, "tags", span.TagObjects);
            WriteLinks(json, span);
            WriteTags(json, "resource", provider?.GetResource().Attributes.Where(attribute => attribute.Key == "service.name") ?? []);
            json.WriteEndObject();
        }

        to.WriteByte((byte)'\n');
    }

    private static void WriteIdentity(Utf8JsonWriter json, Activity span)
    {
        json.WriteString("traceId", span.TraceId.ToHexString());
        json.WriteString("spanId", span.SpanId.ToHexString());
        if (span.ParentSpanId == default)
            json.WriteNull("parentSpanId");
        else
            json.WriteString("parentSpanId", span.ParentSpanId.ToHexString());
        json.WriteString("name", span.DisplayName);
        json.WriteString("kind", span.Kind.ToString());
    }

    private static void WriteOutcome(Utf8JsonWriter json, Activity span)
    {
        json.WriteString("start", span.StartTimeUtc.ToString("O", CultureInfo.InvariantCulture));
        json.WriteNumber("durationMs", Math.Round(span.Duration.TotalMilliseconds, 3));
        json.WriteString("status", span.Status.ToString());
    }

    private static void WriteLinks(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartArray("links");
        foreach (var link in span.Links)
        {
            json.WriteStartObject();
            json.WriteString("traceId", link.Context.TraceId.ToHexString());
            json.WriteString("spanId", link.Context.SpanId.ToHexString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTags<TValue>(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, TValue>> tags)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in tags)
        {
            json.WritePropertyName(key);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int or long or short or byte:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
