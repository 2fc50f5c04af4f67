using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Benchmarks;

/// <summary>What an envelope costs over one bare AES-256-GCM encryption of the same 2 KiB credential.</summary>
[MemoryDiagnoser]
public class EnvelopeBenchmarks
{
    private static readonly SecretContext Context =
        new(new Tenant(Guid.CreateVersion7(), Guid.CreateVersion7()), Guid.CreateVersion7(), 1, SecretPurpose.OAuthTokens, "sandbox");

    private readonly byte[] _text = RandomNumberGenerator.GetBytes(2048);
    private readonly byte[] _accountKey = RandomNumberGenerator.GetBytes(32);
    private byte[] _envelope = [];

    [GlobalSetup]
    public void SealOne() => _envelope = Envelope.Seal(_text, Context, _accountKey, 1);

    [Benchmark(Baseline = true)]
    public byte[] BareEncryption() => Envelope.Encrypt(_text, _accountKey, []);

    [Benchmark]
    public byte[] Seal() => Envelope.Seal(_text, Context, _accountKey, 1);

    [Benchmark]
    public byte[] Open() => Envelope.Open(_envelope, Context, _accountKey);
}
