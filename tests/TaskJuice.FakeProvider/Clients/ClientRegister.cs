using System.Collections.Concurrent;

namespace TaskJuice.FakeProvider.Clients;

/// <summary>The OAuth clients and the knobs set for each.</summary>
public sealed class ClientRegister
{
    public const string DefaultClient = "taskjuice-sandbox";

    private readonly ConcurrentDictionary<string, ClientRegistration> _clients = new();
    private readonly ConcurrentDictionary<string, KnobSet> _knobs = new();

    public ClientRegister() => Reset();

    public void Put(string client, ClientRegistration registration) => _clients[client] = registration;

    public void Turn(string client, Knobs knobs) => _knobs[client] = new KnobSet(knobs);

    public void ResetKnobs(string client) => _knobs.TryRemove(client, out _);

    public void Reset()
    {
        _knobs.Clear();
        _clients.Clear();
        Put(DefaultClient, new ClientRegistration("sandbox-client-secret"));
    }

    public KnobSet KnobsOf(string? client) =>
        client is not null && _knobs.TryGetValue(client, out var knobs) ? knobs : KnobSet.AtRest;

    public bool Knows(string? client) => client is not null && _clients.ContainsKey(client);

    public bool Accepts(string? client, string? secret) =>
        client is not null && _clients.TryGetValue(client, out var known) && known.Secret == secret;

    public bool MayReturnTo(string client, string? redirectUri)
    {
        if (!_clients.TryGetValue(client, out var known) || !Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri))
            return false;
        return known.RedirectUris is { } uris
            ? uris.Contains(redirectUri, StringComparer.Ordinal)
            : uri.IsLoopback && uri.Scheme is "http" or "https";
    }
}
