using System.Buffers.Binary;
using System.IO.Compression;

namespace TaskJuice.Core.Providers;

/// <summary>
/// Decodes content codings that were not requested (RFC 9110 section 8.4.1). Every layer is limited to the same length, against
/// decompression bombs.
/// </summary>
internal static class ReplyPacking
{
    private const int MostLayers = 3;

    /// <summary>Decodes as far as possible.</summary>
    /// <param name="body">The body as received.</param>
    /// <param name="encodings">The content codings in the order they were applied.</param>
    /// <param name="longest">The maximum length of each layer.</param>
    /// <returns>The decoded body, and why it may be incomplete; null when it is complete.</returns>
    public static (byte[] Body, FailureKind? Damage) Unpack(byte[] body, IEnumerable<string> encodings, int longest)
    {
        FailureKind? damage = null;
        var layers = encodings.Where(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)).Reverse()
            .Select(encoding => encoding.ToLowerInvariant()).ToList();
        for (var layer = 0; layer < Math.Max(layers.Count, MostLayers); layer++)
        {
            var name = layers.ElementAtOrDefault(layer);
            // A wrong header does not make a plain body compressed, nor a compressed one plain.
            if (IsGzip(body))
                name = "gzip";
            else if (name is null or "gzip" or "x-gzip" || body.Length == 0)
                continue;

            if (layer >= MostLayers || Unpacking(name, body) is not { } unpacking)
                return (body, FailureKind.NotUnpacked);

            (body, var broken) = Read(unpacking, body, longest);
            damage ??= broken;
        }

        return (body, damage);
    }

    private static bool IsGzip(byte[] body) => body is [0x1F, 0x8B, _, _, ..];

    private static Func<Stream, Stream>? Unpacking(string encoding, byte[] body) => encoding switch
    {
        "gzip" => packed => new GZipStream(packed, CompressionMode.Decompress),
        "br" => packed => new BrotliStream(packed, CompressionMode.Decompress),
        // The standard requires zlib; many servers send the raw deflate stream.
        "deflate" when body is [var first, var second, ..] && (first & 0x0F) == 8 && ((first * 256) + second) % 31 == 0 =>
            packed => new ZLibStream(packed, CompressionMode.Decompress),
        "deflate" => packed => new DeflateStream(packed, CompressionMode.Decompress),
        _ => null,
    };

    private static (byte[] Body, FailureKind? Damage) Read(Func<Stream, Stream> unpacking, byte[] body, int longest)
    {
        using var kept = new MemoryStream();
        if (!TryRead(unpacking, body, kept, longest, step: 8192))
        {
            // A failed read discards what it had decoded, so this time read one byte at a time.
            kept.SetLength(0);
            _ = TryRead(unpacking, body, kept, longest, step: 1);
            return (kept.ToArray(), FailureKind.NotUnpacked);
        }

        if (kept.Length > longest)
            return (kept.ToArray()[..longest], FailureKind.TooLong);

        // A truncated stream simply ends; the length in its last four bytes reveals it (RFC 1952 section 2.3.1).
        return (kept.ToArray(), IsGzip(body)
            && BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(^4..)) != kept.Length ? FailureKind.NotUnpacked : null);
    }

    private static bool TryRead(Func<Stream, Stream> unpacking, byte[] body, MemoryStream kept, int longest, int step)
    {
        using var stream = unpacking(new MemoryStream(body));
        var buffer = new byte[step];
        try
        {
            while (kept.Length <= longest && stream.Read(buffer) is var count and > 0)
                kept.Write(buffer, 0, count);
            return true;
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            return false;
        }
    }
}
