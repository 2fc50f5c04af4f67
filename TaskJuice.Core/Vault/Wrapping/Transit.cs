using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>
/// Wraps with a key of the transit engine of HashiCorp Vault or OpenBao, which never leaves it. The key must have been created with
/// <c>derived=true</c>: only then is the context, and with it the account, part of the encryption, and only then can the engine itself
/// rewrap. See https://developer.hashicorp.com/vault/api-docs/secret/transit.
/// </summary>
/// <param name="http">The client for the server.</param>
/// <param name="mount">The mount path of the engine.</param>
/// <param name="key">The key's name.</param>
/// <param name="token">Returns the token for each call, because agents renew token files in place.</param>
public sealed class Transit(HttpClient http, string mount, string key, Func<string> token)
    : KeyEncryptionProvider("vault-transit", "Vault:Transit:Key")
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    internal static Transit Configured(IConfiguration configuration)
    {
        var address = Uri.TryCreate(configuration["Vault:Transit:Address"], UriKind.Absolute, out var parsed)
            && parsed.Scheme is "http" or "https"
            ? parsed
            : throw Wrong("Vault:Transit:Address must be an http or https address.");
        var key = configuration["Vault:Transit:Key"] is { Length: > 0 } name
            ? name
            : throw Wrong("Set Vault:Transit:Key to the name of the transit key.");

        // A redirect must not take the token elsewhere.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = address,
            Timeout = Limit,
        };
        return new(http, configuration["Vault:Transit:Mount"] ?? "transit", key, TokenFrom(configuration));
    }

    /// <inheritdoc />
    public override async Task<string> CurrentAsync(CancellationToken stop)
    {
        var data = await AskAsync(HttpMethod.Get, "keys", body: null, stop);
        return data.GetProperty("derived").GetBoolean()
            ? By(data.GetProperty("latest_version").GetInt32())
            : throw new KeyServiceException(
                $"The transit key {key} (Vault:Transit:Key) was created without derived=true; "
                + "create a key with derived=true and name that one instead.",
                isRefusal: true);
    }

    /// <inheritdoc />
    public override async Task<WrappedKey> WrapAsync(byte[] key, KeyContext context, CancellationToken stop) =>
        Wrapped(await AskAsync(HttpMethod.Post, "encrypt", new { plaintext = Convert.ToBase64String(key), context = Text(context) }, stop));

    /// <inheritdoc />
    public override async Task<byte[]> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop)
    {
        var data = await AskAsync(HttpMethod.Post, "decrypt", new { ciphertext = Ciphertext(wrapped), context = Text(context) }, stop);
        return data.GetProperty("plaintext").GetBytesFromBase64();
    }

    /// <inheritdoc />
    public override async Task<WrappedKey> RewrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop) =>
        Wrapped(await AskAsync(HttpMethod.Post, "rewrap", new { ciphertext = Ciphertext(wrapped), context = Text(context) }, stop));

    private static Func<string> TokenFrom(IConfiguration configuration) =>
        (configuration["Vault:Transit:Token"], configuration["Vault:Transit:TokenFile"]) switch
        {
            ({ Length: > 0 } token, null or "") => () => token,
            (null or "", { Length: > 0 } file) => () => File.ReadAllText(file).Trim(),
            _ => throw Wrong("Set either Vault:Transit:Token or Vault:Transit:TokenFile."),
        };

    private static string Text(KeyContext context) => Convert.ToBase64String(context.Bytes);

    // The engine returns vault:v3:base64; the version is stored separately, so that queries can count it.
    private WrappedKey Wrapped(JsonElement data) =>
        data.GetProperty("ciphertext").GetString()!.Split(':') is ["vault", ['v', .. var version], var text]
            ? new(By(int.Parse(version, CultureInfo.InvariantCulture)), Convert.FromBase64String(text))
            : throw new KeyServiceException("Vault answered in a form that is not that of transit.", isRefusal: true);

    private string Ciphertext(WrappedKey wrapped) => $"vault:v{Version(wrapped)}:{Convert.ToBase64String(wrapped.Bytes)}";

    private async Task<JsonElement> AskAsync(HttpMethod method, string operation, object? body, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(method, $"v1/{mount}/{operation}/{Uri.EscapeDataString(key)}");
            request.Headers.Add("X-Vault-Token", token());
            request.Content = body is null ? null : JsonContent.Create(body);
            using var answer = await http.SendAsync(request, stop);
            if (!answer.IsSuccessStatusCode)
                throw Refused(answer.StatusCode, operation);
            using var document = await answer.Content.ReadFromJsonAsync<JsonDocument>(stop);
            return document!.RootElement.GetProperty("data").Clone();
        }
        catch (Exception failure)
            when (failure is HttpRequestException or IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
                || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new KeyServiceException(
                "Vault at Vault:Transit:Address does not answer, or its token file cannot be read.", isRefusal: false, failure);
        }
    }

    private static Exception Refused(HttpStatusCode status, string operation) => status switch
    {
        HttpStatusCode.BadRequest when operation is "decrypt" or "rewrap" =>
            new VaultException(
                "Vault at Vault:Transit:Address could not unwrap a key stored in the database: it was wrapped with another key "
                + "or for another account, or has been modified; check Vault:Transit:Key, or restore its row from a backup."),
        HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed or >= HttpStatusCode.InternalServerError =>
            new KeyServiceException($"Vault at Vault:Transit:Address answered {(int)status}.", isRefusal: false),
        _ => new KeyServiceException($"Vault refuses Vault:Transit:Key or its token (status {(int)status}).", isRefusal: true),
    };
}
