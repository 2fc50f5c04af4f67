using System.Collections.Concurrent;
using TaskJuice.FakeProvider.State;

namespace TaskJuice.FakeProvider.Clients;

/// <summary>The OAuth clients and their knobs.</summary>
public sealed class ClientRegister
{
    public const string DefaultClient = "taskjuice-sandbox";

    private static readonly ClientRegistration Default = new("sandbox-client-secret");

    private readonly StateFile _file;
    private readonly ConcurrentDictionary<string, SavedClient> _clients = new();
    private readonly ConcurrentDictionary<string, KnobSet> _knobs = new();

    public ClientRegister(StateFile file)
    {
        _file = file;
        foreach (var client in file.Saved.Clients)
            _clients[client.Id] = client;
        if (!Knows(DefaultClient))
            Put(DefaultClient, Default);
    }

    public void Put(string client, ClientRegistration registration)
    {
        _clients[client] = new(client, Digest.Of(registration.Secret), registration.RedirectUris);
        _file.Change(state => state with { Clients = [.. _clients.Values] });
    }

    public void Turn(string client, Knobs knobs) => _knobs[client] = new KnobSet(knobs);

    public void ResetKnobs(string client) => _knobs.TryRemove(client, out _);

    public void Reset()
    {
        _knobs.Clear();
        _clients.Clear();
        Put(DefaultClient, Default);
    }

    public KnobSet KnobsOf(string? client) =>
        client is not null && _knobs.TryGetValue(client, out var knobs) ? knobs : KnobSet.AtRest;

    public bool Knows(string? client) => client is not null && _clients.ContainsKey(client);

    public bool Accepts(string? client, string? secret) =>
        client is not null && secret is not null && _clients.TryGetValue(client, out var known) && known.SecretDigest == Digest.Of(secret);

    public bool MayReturnTo(string client, string? redirectUri)
    {
        if (!_clients.TryGetValue(client, out var known) || !Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri))
            return false;
        return known.RedirectUris is { } uris
            ? uris.Contains(redirectUri, StringComparer.Ordinal)
            : uri.IsLoopback && uri.Scheme is "http" or "https";
    }
}
