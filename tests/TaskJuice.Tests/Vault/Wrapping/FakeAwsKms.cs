using System.Security.Cryptography;
using System.Text.Json;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Microsoft.AspNetCore.Http;
using TaskJuice.Core.Vault.Wrapping;
using TaskJuice.Testing.KeyServices;

namespace TaskJuice.Tests.Vault.Wrapping;

/// <summary>The part of AWS KMS's JSON protocol that wraps keys: https://docs.aws.amazon.com/kms/latest/APIReference/.</summary>
public sealed class FakeAwsKms : FakeKeyService
{
    private readonly Dictionary<string, byte[]> _keys = [];

    /// <summary>What an operator would put into Vault:AwsKms:KeyId.</summary>
    public string NewKey()
    {
        var arn = $"arn:aws:kms:eu-central-1:111122223333:key/{Guid.NewGuid()}";
        _keys[arn] = RandomNumberGenerator.GetBytes(32);
        return arn;
    }

    public AwsKms Use(string keyId) => new(
        new AmazonKeyManagementServiceClient(
            new BasicAWSCredentials("access", "secret"),
            new AmazonKeyManagementServiceConfig { ServiceURL = Url, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 }),
        keyId);

    protected override Task AnswerAsync(HttpContext call, byte[] body)
    {
        var request = JsonDocument.Parse(body).RootElement;
        return call.Request.Headers["X-Amz-Target"].ToString().Split('.')[^1] switch
        {
            _ when Refuses => FailAsync(call, "AccessDeniedException"),
            "DescribeKey" => Key(request, "KeyId") is null ? FailAsync(call, "NotFoundException") : SayAsync(call, new { KeyMetadata = new { KeyId = "id", Arn = Text(request, "KeyId") } }),
            "Encrypt" => Encrypted(call, Text(request, "KeyId"), request.GetProperty("Plaintext").GetBytesFromBase64(), Context(request, "EncryptionContext")),
            "Decrypt" when Opened(request, "KeyId", "EncryptionContext") is { } text => SayAsync(call, new { KeyId = Text(request, "KeyId"), Plaintext = text }),
            "ReEncrypt" when Opened(request, "SourceKeyId", "SourceEncryptionContext") is { } text =>
                Encrypted(call, Text(request, "DestinationKeyId"), text, Context(request, "DestinationEncryptionContext")),
            _ => FailAsync(call, "InvalidCiphertextException"),
        };
    }

    private Task Encrypted(HttpContext call, string key, byte[] text, string context) => _keys.TryGetValue(key, out var bytes)
        ? SayAsync(call, new { KeyId = key, CiphertextBlob = Encrypt(bytes, text, context) })
        : FailAsync(call, "NotFoundException");

    private byte[]? Opened(JsonElement request, string key, string context) => Key(request, key) is { } bytes
        ? Decrypt(bytes, request.GetProperty("CiphertextBlob").GetBytesFromBase64(), Context(request, context))
        : null;

    private byte[]? Key(JsonElement request, string name) => _keys.GetValueOrDefault(Text(request, name));

    private static string Text(JsonElement request, string name) => request.GetProperty(name).GetString()!;

    private static string Context(JsonElement request, string name) =>
        string.Join('\n', request.GetProperty(name).EnumerateObject().Select(pair => $"{pair.Name}={pair.Value}").Order(StringComparer.Ordinal));

    private static Task SayAsync(HttpContext call, object answer) =>
        call.Response.WriteAsJsonAsync(answer, new JsonSerializerOptions(), "application/x-amz-json-1.1");

    private static Task FailAsync(HttpContext call, string code)
    {
        call.Response.StatusCode = StatusCodes.Status400BadRequest;
        return SayAsync(call, new { __type = code, message = "no" });
    }
}
