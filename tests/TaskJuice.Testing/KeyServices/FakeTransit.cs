using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TaskJuice.Core.Vault.Wrapping;

namespace TaskJuice.Testing.KeyServices;

/// <summary>Four calls of the transit engine, at its usual mount: https://developer.hashicorp.com/vault/api-docs/secret/transit.</summary>
public sealed class FakeTransit : FakeKeyService
{
    public const string Token = "transit-token";

    private readonly Dictionary<string, List<byte[]>> _keys = [];

    /// <summary>Whether its keys were made with derived=true.</summary>
    public bool Derived { get; set; } = true;

    public string NewKey()
    {
        var name = $"key-{Guid.NewGuid():N}";
        _keys[name] = [RandomNumberGenerator.GetBytes(32)];
        return name;
    }

    public void Rotate(string key) => _keys[key].Add(RandomNumberGenerator.GetBytes(32));

    public Transit Use(string key) => new(new HttpClient { BaseAddress = new Uri(Url) }, "transit", key, () => Token);

    protected override Task AnswerAsync(HttpContext call, byte[] body)
    {
        if (call.Request.Path.Value!.Split('/') is not ["", "v1", "transit", var operation, var name] || !_keys.TryGetValue(name, out var versions))
            return FailAsync(call, StatusCodes.Status404NotFound);
        if (Refuses || call.Request.Headers["X-Vault-Token"] != Token)
            return FailAsync(call, StatusCodes.Status403Forbidden);
        if (operation == "keys")
            return SayAsync(call, new { name, derived = Derived, latest_version = versions.Count });

        var request = JsonDocument.Parse(body).RootElement;
        return operation switch
        {
            "encrypt" => SayAsync(call, Encrypted(versions, request.GetProperty("plaintext").GetBytesFromBase64(), Context(request))),
            "decrypt" when Opened(versions, request) is { } text => SayAsync(call, new { plaintext = text }),
            "rewrap" when Opened(versions, request) is { } text => SayAsync(call, Encrypted(versions, text, Context(request))),
            _ => FailAsync(call, StatusCodes.Status400BadRequest),
        };
    }

    private static object Encrypted(List<byte[]> versions, byte[] text, string context) => new
    {
        ciphertext = $"vault:v{versions.Count}:{Convert.ToBase64String(Encrypt(versions[^1], text, context))}",
        key_version = versions.Count,
    };

    private static byte[]? Opened(List<byte[]> versions, JsonElement request) =>
        request.GetProperty("ciphertext").GetString()!.Split(':') is ["vault", ['v', .. var version], var text] && int.Parse(version) is var number && number <= versions.Count
            ? Decrypt(versions[number - 1], Convert.FromBase64String(text), Context(request))
            : null;

    private static string Context(JsonElement request) => request.GetProperty("context").GetString()!;

    private static Task SayAsync(HttpContext call, object data) => call.Response.WriteAsJsonAsync(new { data });

    private static Task FailAsync(HttpContext call, int status)
    {
        call.Response.StatusCode = status;
        return call.Response.WriteAsJsonAsync(new { errors = (string[])["no"] });
    }
}
