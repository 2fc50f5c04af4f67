using Amazon;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;

namespace TaskJuice.Core.Vault.Wrapping;

/// <summary>
/// Wraps with a symmetric AWS KMS key, which never leaves KMS. Rotation inside KMS is invisible here; another key id is another version.
/// Requires <c>kms:Encrypt</c>, <c>kms:Decrypt</c>, <c>kms:ReEncrypt*</c> and <c>kms:DescribeKey</c>.
/// </summary>
/// <param name="kms">The client, with its credentials.</param>
/// <param name="keyId">Id, ARN or alias of the key.</param>
public sealed class AwsKms(IAmazonKeyManagementService kms, string keyId) : KeyEncryptionProvider("aws-kms", "Vault:AwsKms:KeyId")
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // The error codes with which KMS refuses permanently.
    private static readonly string[] Refusals =
    [
        "AccessDeniedException", "NotFoundException", "DisabledException", "KMSInvalidStateException", "InvalidKeyUsageException",
        "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException", "InvalidClientTokenId",
    ];

    internal static AwsKms Configured(IConfiguration configuration)
    {
        var region = configuration["Vault:AwsKms:Region"];
        if (string.IsNullOrWhiteSpace(region))
            throw Wrong("Set Vault:AwsKms:Region to the region of the key, such as eu-central-1.");

        var config = new AmazonKeyManagementServiceConfig { Timeout = Limit, MaxErrorRetry = 2 };
        if (configuration["Vault:AwsKms:ServiceUrl"] is not { Length: > 0 } url)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        else if (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            config.ServiceURL = url;
            config.AuthenticationRegion = region;
        }
        else
            throw Wrong("Vault:AwsKms:ServiceUrl must be an http or https address.");
        return new(new AmazonKeyManagementServiceClient(config), configuration["Vault:AwsKms:KeyId"]!);
    }

    /// <inheritdoc />
    public override Task<string> CurrentAsync(CancellationToken stop) => AskAsync(async () =>
        By((await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = keyId }, stop)).KeyMetadata.Arn), stop);

    /// <inheritdoc />
    public override Task<WrappedKey> WrapAsync(byte[] key, KeyContext context, CancellationToken stop) => AskAsync(async () =>
    {
        using var plain = new MemoryStream(key);
        var answer = await kms.EncryptAsync(
            new EncryptRequest { KeyId = keyId, Plaintext = plain, EncryptionContext = context.Pairs }, stop);
        return new WrappedKey(By(answer.KeyId), answer.CiphertextBlob.ToArray());
    }, stop);

    /// <inheritdoc />
    public override Task<byte[]> UnwrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop)
    {
        var by = Version(wrapped);
        return AskAsync(async () =>
        {
            using var bytes = new MemoryStream(wrapped.Bytes);
            var answer = await kms.DecryptAsync(
                new DecryptRequest { KeyId = by, CiphertextBlob = bytes, EncryptionContext = context.Pairs }, stop);
            return answer.Plaintext.ToArray();
        }, stop);
    }

    /// <inheritdoc />
    public override Task<WrappedKey> RewrapAsync(WrappedKey wrapped, KeyContext context, CancellationToken stop)
    {
        var by = Version(wrapped);
        return AskAsync(async () =>
        {
            using var bytes = new MemoryStream(wrapped.Bytes);
            var request = new ReEncryptRequest
            {
                SourceKeyId = by,
                DestinationKeyId = keyId,
                CiphertextBlob = bytes,
                SourceEncryptionContext = context.Pairs,
                DestinationEncryptionContext = context.Pairs,
            };
            var answer = await kms.ReEncryptAsync(request, stop);
            return new WrappedKey(By(answer.KeyId), answer.CiphertextBlob.ToArray());
        }, stop);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        try
        {
            return await ask();
        }
        catch (AmazonServiceException failure) when (failure is InvalidCiphertextException or IncorrectKeyException)
        {
            throw new VaultException(
                "AWS KMS could not unwrap a key stored in the database: it was wrapped with another key or for another account, "
                + "or has been modified; restore its row from a backup.");
        }
        catch (AmazonServiceException failure) when (Refusals.Contains(failure.ErrorCode))
        {
            throw new KeyServiceException(
                $"AWS KMS refuses the key of Vault:AwsKms:KeyId ({failure.ErrorCode}).", isRefusal: true, failure);
        }
        catch (Exception failure)
            when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
                || (failure is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new KeyServiceException("AWS KMS does not answer.", isRefusal: false, failure);
        }
    }
}
