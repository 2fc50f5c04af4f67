using System.IO.Compression;
using System.Text;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Providers;

/// <summary>Replies that come packed, too long, or not wholly: what can be saved of them is.</summary>
public sealed class PackedReplyTests : ProviderCalls
{
    private const string Yes = """{"access_token":"at","refresh_token":"rt","expires_in":60}""";
    private const string No = """{"error":"invalid_grant"}""";
    private static readonly string[] Encodings = ["gzip", "x-gzip", "GZIP", "deflate", "deflate-raw", "br"];

    public static TheoryData<string> Each => [.. Encodings];

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_packed_reply_is_unpacked_wherever_it_comes_from(string encoding)
    {
        Provider.Reply(200, Pack(encoding, Yes), Header(encoding));
        Assert.Equal("rt", Assert.IsType<TokenResult.Granted>(await RefreshAsync()).Tokens.RefreshToken?.Reveal());
        Assert.Equal("at", Assert.IsType<TokenResult.Granted>(await ExchangeAsync()).Tokens.AccessToken.Reveal());

        Provider.Reply(400, Pack(encoding, No), Header(encoding));
        Assert.Equal(new TokenResult.Refused("invalid_grant"), await RefreshAsync());

        var method = OAuth() with { Revocation = new() { Url = $"{Provider.Address}revoke" } };
        Provider.Reply(200, Pack(encoding, """{"id":"acct_1","name":"Acme"}"""), Header(encoding));
        Assert.Equal("acct_1", Assert.IsType<ProbeResult.Answered>(await ProbeAsync()).AccountId);
        Assert.True(await Revocations.RevokeAsync(Request(method), new("at"), new Secret("rt"), Stop));

        Provider.Reply(401, Pack(encoding, """{"message":"Key expired"}"""), Header(encoding));
        Assert.Equal(new ProbeResult.Refused(401, "Key expired") { IsExpired = true }, await ProbeAsync());
        Assert.DoesNotContain(Provider.Seen, request => request.Headers.ContainsKey("Accept-Encoding"));
    }

    [Fact]
    public async Task Layers_are_unpacked_one_by_one()
    {
        Provider.Reply(200, Pack("br", Pack("gzip", Encoding.UTF8.GetBytes(Yes))), ("Content-Encoding", "gzip, br"));
        Assert.IsType<TokenResult.Granted>(await RefreshAsync());
        Provider.Reply(200, Pack("gzip", Pack("gzip", Encoding.UTF8.GetBytes(Yes))), ("Content-Encoding", "gzip, gzip"));
        Assert.IsType<TokenResult.Granted>(await RefreshAsync());
        Provider.Reply(200, Pack("gzip", Pack("gzip", Pack("gzip", Pack("gzip", Encoding.UTF8.GetBytes(Yes))))), ("Content-Encoding", "gzip, gzip, gzip, gzip"));
        Assert.Equal(new TokenResult.MalformedResponse(new(FailureKind.NotUnpacked) { Status = 200 }), await RefreshAsync());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    [InlineData("x-gzip, identity")]
    [InlineData("")]
    public async Task A_header_that_went_astray_does_no_harm(string header)
    {
        Provider.Reply(200, Yes, ("Content-Encoding", header));
        Assert.IsType<TokenResult.Granted>(await RefreshAsync());
        Provider.Reply(200, Pack("gzip", Yes));
        Assert.IsType<TokenResult.Granted>(await RefreshAsync());
    }

    [Theory]
    [InlineData(200, typeof(TokenResult.MalformedResponse))]
    [InlineData(503, typeof(TokenResult.Unavailable))]
    [InlineData(429, typeof(TokenResult.Throttled))]
    public async Task A_packing_nobody_knows_leaves_the_status_to_decide(int status, Type expected)
    {
        Provider.Reply(status, [0x28, 0xB5, 0x2F, 0xFD, 0x04], ("Content-Encoding", "zstd"));
        var result = await RefreshAsync();
        Assert.IsType(expected, result);
        Assert.True(result is not TokenResult.MalformedResponse { Failure.Kind: not FailureKind.NotUnpacked });
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_bomb_stays_small(string encoding)
    {
        var bomb = Pack(encoding, new byte[64 * 1024 * 1024]);
        Provider.Reply(200, bomb, Header(encoding));
        var before = GC.GetTotalAllocatedBytes(true);
        Assert.Equal(new TokenResult.MalformedResponse(new(FailureKind.TooLong) { Status = 200 }), await RefreshAsync());
        Assert.InRange(GC.GetTotalAllocatedBytes(true) - before, 0, 16 * 1024 * 1024);
    }

    [Fact]
    public async Task A_bomb_inside_a_bomb_stays_small()
    {
        Provider.Reply(400, Pack("gzip", Pack("gzip", new byte[256 * 1024 * 1024])), ("Content-Encoding", "gzip, gzip"));
        Assert.Equal(new TokenResult.Refused("status_400") { Certain = false }, await RefreshAsync());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public async Task A_code_at_the_head_of_a_body_without_end_is_read(int status)
    {
        var endless = $$"""{"error":"invalid_grant","trace":"{{new string('x', 1024 * 1024)}}"}""";
        Provider.Reply(status, endless);
        Assert.Equal(new TokenResult.Refused("invalid_grant"), await RefreshAsync());
        Provider.Reply(status, Pack("gzip", endless), ("Content-Encoding", "gzip"));
        Assert.Equal(new TokenResult.Refused("invalid_grant"), await RefreshAsync());
        Provider.Reply(status, $"error=invalid_grant&trace={new string('x', 1024 * 1024)}");
        Assert.Equal(new TokenResult.Refused("invalid_grant"), await RefreshAsync());
    }

    [Fact]
    public async Task A_body_without_end_leaves_the_status_to_decide()
    {
        var endless = $$"""{"trace":"{{new string('x', 1024 * 1024)}}","error":"invalid_grant"}""";
        Provider.Reply(503, endless);
        Assert.IsType<TokenResult.Unavailable>(await RefreshAsync());
        Provider.Reply(401, endless);
        Assert.Equal(new ProbeResult.Refused(401, null) { IsExpired = true }, await ProbeAsync());
        Provider.Reply(401, $$"""{"message":"Key expired","trace":"{{new string('x', 1024 * 1024)}}"}""");
        Assert.Equal(new ProbeResult.Refused(401, "Key expired") { IsExpired = true }, await ProbeAsync());
    }

    [Fact]
    public async Task Tokens_at_the_head_of_a_body_without_end_are_saved_and_kept_so_that_they_can_be_read_again()
    {
        Provider.Reply(200, Yes[..^1] + $$""","profile":"{{new string('x', 1024 * 1024)}}"}""");
        await SavesTokensAsync();
    }

    [Fact]
    public async Task Tokens_in_a_packed_reply_with_a_broken_end_are_saved()
    {
        var packed = Pack("gzip", Yes[..^1] + $$""","noise":"{{Noise(4000)}}"}""");
        Provider.Reply(200, packed[..^9], ("Content-Encoding", "gzip"));
        await SavesTokensAsync();
        packed[^6] ^= 0xFF;
        Provider.Reply(200, packed, ("Content-Encoding", "gzip"));
        await SavesTokensAsync();
        Provider.Reply(200, packed[..(packed.Length / 2)], ("Content-Encoding", "gzip"));
        await SavesTokensAsync();
    }

    [Fact]
    public async Task A_packed_reply_that_is_broken_from_the_start_says_so()
    {
        Provider.Reply(200, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF], ("Content-Encoding", "gzip"));
        Assert.Equal(new TokenResult.MalformedResponse(new(FailureKind.NotUnpacked) { Status = 200 }), await RefreshAsync());
        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.NotUnpacked) { Status = 200 }), await ProbeAsync());
    }

    [Fact]
    public async Task Tokens_that_came_before_the_connection_broke_are_saved()
    {
        Provider.ReplyCutOff(200, Encoding.UTF8.GetBytes(Yes[..^1] + ",\"scope\":\"re"));
        await SavesTokensAsync();
        Provider.ReplyCutOff(200, Encoding.UTF8.GetBytes("""{"access_token":"at"}"""));
        Assert.IsType<TokenResult.Granted>(await RefreshAsync());
    }

    [Fact]
    public async Task Half_of_the_tokens_leaves_doubt()
    {
        Provider.ReplyCutOff(200, Encoding.UTF8.GetBytes("""{"access_token":"at","refresh_token":"r"""));
        Assert.Equal(new TokenResult.Uncertain(new(FailureKind.CutOff)), await RefreshAsync());
    }

    [Theory]
    [InlineData(400, "{\"error\":\"invalid_grant\",\"error_d", typeof(TokenResult.Refused))]
    [InlineData(200, "{\"error\":\"invalid_grant\",\"error_d", typeof(TokenResult.Refused))]
    [InlineData(503, "<html", typeof(TokenResult.Unavailable))]
    [InlineData(429, "", typeof(TokenResult.Throttled))]
    public async Task A_refusal_that_was_cut_off_is_one_all_the_same(int status, string body, Type expected)
    {
        Provider.ReplyCutOff(status, Encoding.UTF8.GetBytes(body));
        Assert.IsType(expected, await RefreshAsync());
    }

    private async Task SavesTokensAsync()
    {
        var kept = "";
        var request = Request(OAuth()) with { Received = body => Task.FromResult(kept = body.Reveal()) };
        var tokens = Assert.IsType<TokenResult.Granted>(await Tokens.RefreshAsync(request, new("old"), Stop)).Tokens;
        Assert.Equal(("at", "rt"), (tokens.AccessToken.Reveal(), tokens.RefreshToken?.Reveal()));
        Assert.Equal("rt", Assert.IsType<TokenResult.Granted>(TokenEndpoint.Read(OAuth(), TokenGrant.Refresh, new(kept), Start)).Tokens.RefreshToken?.Reveal());
    }

    private Task<ProbeResult> ProbeAsync()
    {
        var method = OAuth();
        return Api.ProbeAsync(AppWith(method), method, new Dictionary<string, string>(), new Dictionary<string, Secret> { ["access_token"] = new("at") }, Stop);
    }

    private static (string, string) Header(string encoding) => ("Content-Encoding", encoding == "deflate-raw" ? "deflate" : encoding);

    private static byte[] Pack(string encoding, string text) => Pack(encoding, Encoding.UTF8.GetBytes(text));

    private static byte[] Pack(string encoding, byte[] plain)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
            "deflate-raw" => new DeflateStream(packed, CompressionLevel.Fastest),
            _ => new GZipStream(packed, CompressionLevel.Fastest),
        })
            packing.Write(plain);

        return packed.ToArray();
    }

    // Something that does not get shorter by packing, the same each time.
    private static string Noise(int length)
    {
        var random = new Random(7);
        return string.Concat(Enumerable.Range(0, length).Select(_ => (char)('0' + random.Next(75))).Where(char.IsAsciiLetterOrDigit));
    }
}
