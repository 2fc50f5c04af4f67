using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Providers;

/// <summary>A provider that repeats a secret finds it nowhere: not in an error code, a name, an id, a scope or a kept value.</summary>
public sealed class EchoTests : ProviderCalls
{
    private const string Sent = "se+cret/canary \"ä\" 77";
    private static readonly string[] Disguises =
    [
        Sent,
        Sent.ToUpperInvariant(),
        Uri.EscapeDataString(Sent),
        Uri.EscapeDataString(Sent).ToLowerInvariant(),
        Uri.EscapeDataString(Sent).Replace("%20", "+"),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Sent)),
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Sent)),
        JsonEncodedText.Encode(Sent).ToString(),
        Sent.Normalize(NormalizationForm.FormD),
        Sent.Replace("ä", "&auml;"),
        Sent.Replace("ä", "&#xE4;").Replace("\"", "&quot;"),
        Sent.Replace("ä", "a&#776;"),
    ];

    public static TheoryData<string> Each => [.. Disguises];

    [Theory]
    [MemberData(nameof(Each))]
    public async Task An_error_code_repeats_no_secret(string echoed)
    {
        Provider.Reply(400, JsonSerializer.Serialize(new { error = echoed }));
        Assert.Equal(new TokenResult.Refused("unnamed_error") { Certain = false }, await Tokens.RefreshAsync(Request(OAuth()), new(Sent), Stop));
        Provider.Reply(400, JsonSerializer.Serialize(new { error = "client-canary-91ab" }));
        Assert.Equal(new TokenResult.Refused("unnamed_error") { Certain = false }, await RefreshAsync(OAuth() with { ClientAuthentication = ClientAuthentication.Basic }));
    }

    [Theory]
    [InlineData("ya29.a0AfH6SMBxyzxyzxyzxyz")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln")]
    [InlineData("a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0a1b2")]
    public async Task An_error_code_that_looks_like_a_credential_is_none(string echoed)
    {
        Provider.Reply(400, JsonSerializer.Serialize(new { error = echoed }));
        Assert.Equal(new TokenResult.Refused("unnamed_error") { Certain = false }, await RefreshAsync());
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Scopes_and_kept_values_repeat_no_secret(string echoed)
    {
        var method = OAuth() with { Reply = new TokenReply { Keep = new Dictionary<string, string> { ["a"] = "a", ["b"] = "b", ["c"] = "c" } } };
        Provider.Reply(200, JsonSerializer.Serialize(new { access_token = "at-canary-1", refresh_token = "rt-canary-2", a = echoed, b = "x rt-canary-2 y", c = "fine", scope = new[] { "read", "at-canary-1", echoed } }));
        var tokens = Assert.IsType<TokenResult.Granted>(await Tokens.RefreshAsync(Request(method), new(Sent), Stop)).Tokens;
        Assert.Equal(new Dictionary<string, string> { ["c"] = "fine" }, tokens.Kept);
        Assert.DoesNotContain(tokens.Scopes, scope => scope.Contains("canary", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Names_ids_choices_and_messages_repeat_no_secret(string echoed)
    {
        var method = OAuth() with { AfterConsent = new AfterConsent { Url = $"{Provider.Address}list", Id = "id", Name = "name", Label = "Team", Setting = "team" } };
        Dictionary<string, Secret> credential = new() { ["access_token"] = new("at"), ["refresh_token"] = new(Sent) };

        Provider.Reply(200, JsonSerializer.Serialize(new { id = "acct_1", name = $"I am {echoed}", more = echoed }));
        var answered = Assert.IsType<ProbeResult.Answered>(await Api.ProbeAsync(AppWith(method), method, new Dictionary<string, string>(), credential, Stop));
        Assert.Equal("I am [hidden]", answered.Name);
        Assert.DoesNotContain("canary", answered.Shown, StringComparison.OrdinalIgnoreCase);

        Provider.Reply(200, JsonSerializer.Serialize(new { id = echoed }));
        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.NobodyNamed)), await Api.ProbeAsync(AppWith(method), method, new Dictionary<string, string>(), credential, Stop));

        Provider.Reply(200, JsonSerializer.Serialize(new[] { new { id = "1", name = echoed }, new { id = echoed, name = "Two" } }));
        var listed = Assert.IsType<ChoicesResult.Listed>(await Api.ChoicesAsync(AppWith(method), method, new Dictionary<string, string>(), credential, Stop));
        Assert.Equal([new Choice("1", "[hidden]")], listed.Choices);

        Provider.Reply(401, JsonSerializer.Serialize(new { message = $"No {echoed} here" }));
        Assert.Equal(new ProbeResult.Refused(401, "No [hidden] here") { IsExpired = true }, await Api.ProbeAsync(AppWith(method), method, new Dictionary<string, string>(), credential, Stop));
    }
}
