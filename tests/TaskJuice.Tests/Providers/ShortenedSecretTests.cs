using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Providers;

/// <summary>A provider that repeats a part of a secret, or all of it in another way of writing, finds it nowhere either.</summary>
public sealed class ShortenedSecretTests : ProviderCalls
{
    private const string Sent = "KzQ7mXv2LpW9sRt4Yb8N";
    private const string Stripe = "sk_live_51HxQ9dKe2mVtPz7Lr";

    public static TheoryData<string> Beginnings => [.. ((int[])[8, 12, 16, 19]).Select(length => Sent[..length])];

    public static TheoryData<string> Endings => [.. ((int[])[8, 12, 16, 19]).Select(length => Sent[^length..])];

    public static TheoryData<string> Disguises =>
    [
        Each("%{0:X2}"),
        Each("%25{0:x2}"),
        Sent.Replace("Q", "%51", StringComparison.Ordinal).Replace("R", "%2552", StringComparison.Ordinal),
        Each("&#{0};"),
        Each("&#{0}"),
        Each("&#x{0:x};"),
        Each("\\u{0:x4}"),
        Each("\\\\u{0:x4}"),
        Each("\\x{0:x2}"),
        Each("0x{0:X2} "),
        Each("{0:x2}"),
        Each("{0:X2}:"),
        Each("{0:x2}-"),
        Each("%5Cu{0:x4}"),
        string.Concat(Sent.Reverse()),
        string.Join('-', Sent.Reverse()),
        string.Join(' ', Sent.ToCharArray()),
        string.Join('-', Sent.ToCharArray()),
        string.Join('.', Sent.ToCharArray()),
        string.Join(',', Sent.ToCharArray()),
        string.Join('_', Sent.ToCharArray()),
        string.Join('\n', Sent.Chunk(5).Select(part => new string(part))),
        string.Concat(Sent.Select(character => (char)(character + 0xFEE0))),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Sent))[..12],
    ];

    [Theory]
    [MemberData(nameof(Beginnings))]
    [MemberData(nameof(Endings))]
    [MemberData(nameof(Disguises))]
    public async Task It_is_not_shown_and_not_kept(string echoed)
    {
        Assert.Equal("Invalid API key: [hidden] here", Whole((await RefusedAsync(Sent, $"Invalid API key: {echoed} here"))!));
        var answered = Assert.IsType<ProbeResult.Answered>(await ProbeAsync(Sent, new { id = "acct_1", name = $"I am {echoed}", more = echoed }));
        Assert.Equal("I am [hidden]", Whole(answered.Name!));
        Assert.Equal("[hidden]", Whole(JsonDocument.Parse(answered.Shown).RootElement.GetProperty("more").GetString()!));
        if (echoed.Length > 12)
            Assert.IsType<ProbeResult.Unavailable>(await ProbeAsync(Sent, new { id = echoed }));

        var method = OAuth() with { Reply = new TokenReply { Keep = new Dictionary<string, string> { ["a"] = "a" } } };
        Provider.Reply(200, JsonSerializer.Serialize(new { access_token = "at", a = $"x {echoed}", scope = new[] { "read", echoed.Replace(' ', '-').Replace(',', '-').Replace('\n', '-') } }));
        var tokens = Assert.IsType<TokenResult.Granted>(await Tokens.RefreshAsync(Request(method), new(Sent), Stop)).Tokens;
        Assert.Empty(tokens.Kept);
        Assert.Equal(["read"], tokens.Scopes);
        Provider.Reply(400, JsonSerializer.Serialize(new { error = echoed }));
        Assert.Equal(new TokenResult.Refused("unnamed_error") { Certain = false }, await Tokens.RefreshAsync(Request(method), new(Sent), Stop));
    }

    [Theory]
    [InlineData(Stripe, "Invalid key sk_live_51Hx...", "Invalid key [hidden]...")]
    [InlineData(Stripe, "A key begins with sk_live_ or pk_test_", "A key begins with sk_live_ or pk_test_")]
    [InlineData("xoxb-1234567890-abcdef", "Use an xoxb- token, not xoxb-1234", "Use an xoxb- token, not [hidden]")]
    [InlineData("3f2a-91bc-0d4e", "No 3f2a-91b there", "No [hidden] there")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nQ0FOQVJZLUtFWS1CT0RZ\n-----END PRIVATE KEY-----\n", "Your private key Q0FOQVJZ begins wrong", "Your private key [hidden] begins wrong")]
    [InlineData("sesame", "Open sesam, said the seed", "Open sesam, said the seed")]
    [InlineData("sesame", "Open sesame", "Open [hidden]")]
    [InlineData(Sent, "The project KzQ7mXv has 8N members in Yb8N", "The project KzQ7mXv has 8N members in Yb8N")]
    public async Task What_tells_a_kind_of_key_and_ordinary_words_stay(string secret, string said, string shown) => Assert.Equal(shown, await RefusedAsync(secret, said));

    [Theory]
    [InlineData("APP_USR-1234567890123456-113011.ab12cd34ef56-987654321", "987654321")]
    [InlineData("123456789:AAF-k3JdkPq8sT7uVw2xYz", "123456789")]
    [InlineData("user4455667788.ZxCvBnM0987654321qQwW", "user4455667788")]
    [InlineData("acmecorp.KJH87sdf76SDFkjh", "acmecorp")]
    public async Task A_public_id_from_which_a_key_is_made_names_the_account(string key, string id) =>
        Assert.Equal(id, Assert.IsType<ProbeResult.Answered>(await ProbeAsync(key, new { id })).AccountId);

    [Theory]
    [InlineData("marketing-bot-9f8e7d6c", "Marketing Team")]
    [InlineData("20261130-a1b2c3d4e5", "Report of 2026-11-30")]
    [InlineData("0000000000abcd9", "1000000000 of them")]
    public async Task Words_dates_and_numbers_that_a_key_begins_with_are_no_secret(string key, string name) =>
        Assert.Equal(name, Assert.IsType<ProbeResult.Answered>(await ProbeAsync(key, new { id = "acct_1", name })).Name);

    [Fact]
    public async Task A_user_name_is_no_secret()
    {
        var method = new ApiKeyMethod
        {
            Key = "key",
            Label = "Key",
            Credentials = [new AppField { Key = "mail", Label = "Mail" }, new AppField { Key = "access_token", Label = "Token", Secret = true }],
            Probe = OAuth().Probe,
            Send = OAuth().Send,
        };
        Provider.Reply(400, """{"message":"ada@mail.example is not at mail.example"}""");
        Dictionary<string, Secret> credential = new() { ["mail"] = new("ada@mail.example"), ["access_token"] = new(Sent) };
        Assert.Equal("ada@mail.example is not at mail.example", Assert.IsType<ProbeResult.Refused>(await Api.ProbeAsync(AppWith(method), method, new Dictionary<string, string>(), credential, Stop)).ProviderMessage);
    }

    private static string Each(string format) => string.Concat(Sent.Select(character => string.Format(CultureInfo.InvariantCulture, format, (int)character)));

    // What separates the characters may be left behind the last of them.
    private static string Whole(string shown) => shown.Replace("[hidden]:", "[hidden]", StringComparison.Ordinal).Replace("[hidden]-", "[hidden]", StringComparison.Ordinal)
        .Replace("[hidden]  ", "[hidden] ", StringComparison.Ordinal).TrimEnd();

    private async Task<string?> RefusedAsync(string secret, string said) => Assert.IsType<ProbeResult.Refused>(await ProbeAsync(secret, new { message = said }, 400)).ProviderMessage;

    private Task<ProbeResult> ProbeAsync(string secret, object reply, int status = 200)
    {
        Provider.Reply(status, JsonSerializer.Serialize(reply));
        return Api.ProbeAsync(AppWith(OAuth()), OAuth(), new Dictionary<string, string>(), new Dictionary<string, Secret> { ["access_token"] = new("at"), ["refresh_token"] = new(secret) }, Stop);
    }
}
