using System.Net.Http.Headers;
using System.Text;
using OpenIddict.Abstractions;
using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.People;

namespace TaskJuice.FakeProvider.Api;

/// <summary>Identifies the caller of the API, by whichever credential was sent.</summary>
public sealed class ApiCaller(GrantStore grants, TimeProvider clock)
{
    private const string KeyPrefix = "sk_sandbox_";
    private const string PublishableKeyPrefix = "pk_sandbox_";

    public Person? Person { get; private set; }

    public string? Client { get; private set; }

    public bool UsedKey { get; private set; }

    /// <summary>True for a publishable key, which grants no access.</summary>
    public bool UsedPublishableKey { get; private set; }

    public string? KnobClient => UsedKey ? ClientRegister.DefaultClient : Client;

    public void Read(HttpRequest request)
    {
        if (request.Headers["X-Api-Key"].ToString() is { Length: > 0 } key)
            ReadKey(key);
        else if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header.Parameter is not { } value)
            return;
        else if (header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            ReadBasic(value);
        else if (header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            ReadBearer(value);
    }

    private void ReadBearer(string value)
    {
        if (value.StartsWith(KeyPrefix) || value.StartsWith(PublishableKeyPrefix))
            ReadKey(value);
        else
            ReadAccessToken(value);
    }

    private void ReadKey(string key)
    {
        UsedKey = true;
        UsedPublishableKey = key.StartsWith(PublishableKeyPrefix);
        if (key.StartsWith(KeyPrefix))
            Person = Person.WithKeyName(key[KeyPrefix.Length..]);
    }

    private void ReadBasic(string value)
    {
        UsedKey = true;
        Span<byte> bytes = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, bytes, out var length))
            return;
        var pair = Encoding.UTF8.GetString(bytes[..length]);
        Person = Person.All.FirstOrDefault(person => pair == $"AC{person.KeyName}:token_{person.KeyName}");
    }

    private void ReadAccessToken(string value)
    {
        if (grants.Find(value) is not { } token || token.Type != OpenIddictConstants.TokenTypeIdentifiers.AccessToken)
            return;
        Client = token.Grant.Client;
        if (grants.IsAlive(token) && clock.GetUtcNow() < token.Principal.GetExpirationDate())
            Person = Person.WithId(token.Grant.Account);
    }
}
