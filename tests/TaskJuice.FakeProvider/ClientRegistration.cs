using System.Text.Json.Serialization;

namespace TaskJuice.FakeProvider;

/// <summary>An OAuth client; without redirect URIs, any loopback address is accepted.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ClientRegistration(string Secret, string[]? RedirectUris = null);
