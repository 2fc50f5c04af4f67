using System.Diagnostics;
using OpenTelemetry;

namespace TaskJuice.ServiceDefaults.Telemetry;

/// <summary>
/// Takes off every span the part of an address that may hold a code, a state, a token or a key, before any exporter sees it. Queries carry the
/// first three (RFC 6749 section 4.1.2). Of an outgoing address the path goes too: Telegram takes a bot's token there
/// (https://core.telegram.org/bots/api#making-requests). What was called stays readable in our own span around it.
/// </summary>
public sealed class AddressCutter : BaseProcessor<Activity>
{
    // url.* are the names of today's semantic conventions; http.* those of older instrumentations, which a library may still set.
    private static readonly string[] Queries = ["url.query", "http.target"];
    private static readonly string[] Addresses = ["url.full", "http.url"];

    /// <summary>Cuts the addresses on a span that has ended.</summary>
    /// <param name="data">The span; its tags are changed in place.</param>
    public override void OnEnd(Activity data)
    {
        foreach (var name in Queries)
            data.SetTag(name, null);

        foreach (var name in Addresses)
            if (data.GetTagItem(name) is { } address)
                data.SetTag(name, Origin(address.ToString()));
    }

    private static string? Origin(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null;
}
