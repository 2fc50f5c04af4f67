using System.Diagnostics;
using OpenTelemetry;

namespace TaskJuice.ServiceDefaults.Telemetry;

/// <summary>
/// Removes from every span the part of an address that may contain a code, a state, a token or a key, before any exporter sees it. Queries
/// contain the first three (RFC 6749 section 4.1.2). For outgoing calls the path is removed too: Telegram takes a bot's token there
/// (https://core.telegram.org/bots/api#making-requests). The product's own span around the call says what was called.
/// </summary>
public sealed class AddressCutter : BaseProcessor<Activity>
{
    // url.* are the current semantic conventions; http.* those of older instrumentations, which a library may still use.
    private static readonly string[] Queries = ["url.query", "http.target"];
    private static readonly string[] Addresses = ["url.full", "http.url"];

    /// <summary>Removes the addresses from a span that has ended.</summary>
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
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null;
}
