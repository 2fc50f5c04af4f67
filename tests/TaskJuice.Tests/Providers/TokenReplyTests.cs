using System.Globalization;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using Xunit;

namespace TaskJuice.Tests.Providers;

public sealed class TokenReplyTests
{
    private static readonly DateTimeOffset SentAt = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ExpiryForm.SecondsFromNow, "3600", 3600)]
    [InlineData(ExpiryForm.SecondsFromNow, "\"3600\"", 3600)]
    [InlineData(ExpiryForm.SecondsFromNow, "3599.5", 3599.5)]
    [InlineData(ExpiryForm.SecondsFromNow, "\" 60 \"", 60)]
    [InlineData(ExpiryForm.MillisecondsFromNow, "3600000", 3600)]
    [InlineData(ExpiryForm.MillisecondsFromNow, "\"1500\"", 1.5)]
    [InlineData(ExpiryForm.UnixSeconds, "1795525200", 3600)]
    [InlineData(ExpiryForm.UnixSeconds, "\"1795525200\"", 3600)]
    [InlineData(ExpiryForm.UnixMilliseconds, "1795525200000", 3600)]
    [InlineData(ExpiryForm.Iso8601, "\"2026-11-24T13:00:00Z\"", 3600)]
    [InlineData(ExpiryForm.Iso8601, "\"2026-11-24T14:00:00+01:00\"", 3600)]
    [InlineData(ExpiryForm.Iso8601, "\"2026-11-24T13:00:00\"", 3600)]
    [InlineData(ExpiryForm.SecondsFromNow, "\"3600.0\"", 3600)]
    [InlineData(ExpiryForm.SecondsFromNow, "3.6e3", 3600)]
    [InlineData(ExpiryForm.SecondsFromNow, "315360000", 315360000)]
    [InlineData(ExpiryForm.SecondsFromNow, "315360001", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "1e300", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "1e999", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "\"Infinity\"", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "\"NaN\"", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "[3600]", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "{\"seconds\":3600}", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "\"\"", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "\"1h\"", null)]
    [InlineData(ExpiryForm.UnixMilliseconds, "9e18", null)]
    [InlineData(ExpiryForm.UnixSeconds, "3600", null)]
    [InlineData(ExpiryForm.UnixSeconds, "1795521600", null)]
    [InlineData(ExpiryForm.Iso8601, "\"9999-12-31T23:59:59Z\"", null)]
    [InlineData(ExpiryForm.Iso8601, "\"0001-01-01T00:00:00+14:00\"", null)]
    [InlineData(ExpiryForm.Iso8601, "\"1.5\"", null)]
    [InlineData(ExpiryForm.Iso8601, "3600", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "0", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "-5", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "\"soon\"", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "null", null)]
    [InlineData(ExpiryForm.SecondsFromNow, "true", null)]
    [InlineData(ExpiryForm.Iso8601, "\"tomorrow\"", null)]
    [InlineData(ExpiryForm.UnixSeconds, "\"NaN\"", null)]
    public void Every_form_of_expiry_is_understood(ExpiryForm form, string value, object? seconds)
    {
        var method = Method(new TokenReply { Expiry = "until", ExpiryForm = form });
        var tokens = Granted(method, $$"""{"access_token":"at","until":{{value}}}""");
        Assert.Equal(seconds is null ? null : SentAt.AddSeconds(Convert.ToDouble(seconds, CultureInfo.InvariantCulture)), tokens.ExpiresAt);
    }

    [Fact]
    public void A_reply_without_expiry_falls_back_on_the_apps_file()
    {
        var method = Method() with { Life = new TokenLife { AssumedLifetime = TimeSpan.FromHours(2) } };
        Assert.Equal(SentAt.AddHours(2), Granted(method, """{"access_token":"at"}""").ExpiresAt);
        Assert.Equal(SentAt.AddSeconds(5), Granted(method, """{"access_token":"at","expires_in":5}""").ExpiresAt);
        Assert.Null(Granted(Method(), """{"access_token":"at"}""").ExpiresAt);
    }

    [Theory]
    [InlineData("\"read write\"")]
    [InlineData("\"read,write\"")]
    [InlineData("\"read, write\"")]
    [InlineData("\" read  write read \"")]
    [InlineData("[\"read\",\"write\"]")]
    [InlineData("[\"read write\"]")]
    public void Scopes_come_in_many_spellings(string value) =>
        Assert.Equal(["read", "write"], Granted(Method(), $$"""{"access_token":"at","scope":{{value}}}""").Scopes);

    [Fact]
    public void Unstated_scopes_are_the_requested_ones_after_a_code_and_unchanged_after_a_refresh()
    {
        Assert.Equal(["asked"], Granted(Method(), """{"access_token":"at"}""").Scopes);
        var refreshed = Read(Method(), """{"access_token":"at"}""", TokenGrant.Refresh);
        Assert.Empty(Assert.IsType<TokenResult.Granted>(refreshed).Tokens.Scopes);
    }

    [Theory]
    [InlineData("access_token=at&scope=read%2Cwrite&token_type=bearer")]
    [InlineData("\uFEFF{\"access_token\":\"at\",\"scope\":\"read,write\"}")]
    [InlineData(")]}'\n{\"access_token\":\"at\",\"scope\":\"read,write\"}")]
    [InlineData("while(1);{\"access_token\":\"at\",\"scope\":\"read,write\"}")]
    [InlineData("for (;;); {\"access_token\":\"at\",\"scope\":\"read,write\"}")]
    [InlineData("\n  {\"access_token\":\"at\",\"scope\":\"read,write\"}\n")]
    public void Forms_and_byte_order_marks_are_understood(string body)
    {
        var tokens = Granted(Method(), body);
        Assert.Equal("at", tokens.AccessToken.Reveal());
        Assert.Equal(["read", "write"], tokens.Scopes);
    }

    [Fact]
    public void A_form_keeps_padding_and_plus_signs_apart()
    {
        var tokens = Granted(Method(), "access_token=a%2Bb%2Fc==&refresh_token=r%3D&expires_in=60");
        Assert.Equal("a+b/c==", tokens.AccessToken.Reveal());
        Assert.Equal("r=", tokens.RefreshToken?.Reveal());
        Assert.Equal(SentAt.AddSeconds(60), tokens.ExpiresAt);
    }

    [Fact]
    public void Nested_and_renamed_values_are_found_by_path()
    {
        var method = Method(new TokenReply
        {
            AccessToken = "authed_user.access_token",
            RefreshToken = "data.0.refreshToken",
            Keep = new Dictionary<string, string> { ["team"] = "team.id", ["first"] = "data.0.id", ["gone"] = "data.7.id" },
        });
        var tokens = Granted(method, """{"ok":true,"team":{"id":"T1"},"authed_user":{"access_token":"xoxp-1"},"data":[{"id":7,"refreshToken":"r"}]}""");
        Assert.Equal("xoxp-1", tokens.AccessToken.Reveal());
        Assert.Equal("r", tokens.RefreshToken?.Reveal());
        Assert.Equal(new Dictionary<string, string> { ["team"] = "T1", ["first"] = "7" }, tokens.Kept);
    }

    [Fact]
    public void Kept_values_with_control_characters_or_without_end_are_left_out()
    {
        var method = Method(new TokenReply { Keep = new Dictionary<string, string> { ["a"] = "a", ["b"] = "b" } });
        Assert.Empty(Granted(method, $$"""{"access_token":"at","a":"x\r\ny","b":"{{new string('b', 2001)}}"}""").Kept);
    }

    [Theory]
    [InlineData("""{"ok":false,"error":"token_revoked"}""", "token_revoked", true)]
    [InlineData("""{"ok":false}""", "refused", false)]
    [InlineData("""{"ok":false,"access_token":"at"}""", "refused", false)]
    [InlineData("""{"ok":true,"access_token":"at","error":"invalid_grant"}""", "invalid_grant", true)]
    [InlineData("error=bad_verification_code&error_description=The+code+is+wrong", "bad_verification_code", true)]
    public void An_error_wins_over_a_success_status(string body, string error, bool certain)
    {
        var method = Method(new TokenReply { FailedWhen = [new ReplyRule { Path = "ok", Value = "false" }] });
        Assert.Equal(new TokenResult.Refused(error) { Certain = certain }, Read(method, body));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\" \"")]
    [InlineData("\"none\"")]
    [InlineData("{\"code\":0,\"message\":\"\"}")]
    public void An_empty_error_is_none(string error) =>
        Assert.Equal("at", Granted(Method(), $$"""{"access_token":"at","error":{{error}}}""").AccessToken.Reveal());

    [Fact]
    public void An_error_may_be_an_object() =>
        Assert.Equal(new TokenResult.Refused("invalid_grant"), Read(Method(), """{"error":{"code":"invalid_grant","message":"no"}}"""));

    [Theory]
    [InlineData("a b")]
    [InlineData("a\\r\\nX-Evil: 1")]
    [InlineData("a\\u0000")]
    [InlineData("a\\u007f")]
    [InlineData("tök")]
    [InlineData("a\\tb")]
    public void A_token_that_could_break_a_header_is_refused(string token)
    {
        Assert.Equal(new TokenResult.MalformedResponse(new(FailureKind.NoToken)), Read(Method(), $$"""{"access_token":"{{token}}"}"""));
        Assert.Null(Granted(Method(), $$"""{"access_token":"at","refresh_token":"{{token}}"}""").RefreshToken);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    [InlineData("0")]
    [InlineData("12345")]
    [InlineData("1e3")]
    [InlineData("{}")]
    [InlineData("{\"token\":\"rt\"}")]
    [InlineData("[]")]
    [InlineData("[\"rt\"]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("\"null\"")]
    [InlineData("\"undefined\"")]
    [InlineData("\"not_available\"")]
    [InlineData("\"unchanged\"")]
    [InlineData("\"string\"")]
    [InlineData("\"rt.x.****\"")]
    [InlineData("\"<refresh_token>\"")]
    [InlineData("\"none\"")]
    [InlineData("\"N/A\"")]
    [InlineData("\"[REDACTED]\"")]
    [InlineData("\"********\"")]
    [InlineData("\"[object Object]\"")]
    [InlineData("\"YOUR_ACCESS_TOKEN\"")]
    [InlineData("\"your-refresh-token-here\"")]
    [InlineData("\"refreshTokenPlaceholder\"")]
    [InlineData("\"REPLACE_ME\"")]
    [InlineData("\"changeme\"")]
    [InlineData("\"token\"")]
    [InlineData("\"access_token\"")]
    [InlineData("\"TODO\"")]
    [InlineData("\"MISSING\"")]
    [InlineData("\"error\"")]
    [InlineData("\"invalid_grant\"")]
    [InlineData("\"Unauthorized\"")]
    [InlineData("\"expired\"")]
    [InlineData("\"eyJhbGciOi...\"")]
    [InlineData("\"ya29.a0...\"")]
    [InlineData("\"...\"")]
    [InlineData("\"-\"")]
    [InlineData("\"0\"")]
    [InlineData("\"$ACCESS_TOKEN\"")]
    [InlineData("\"%ACCESS%\"")]
    [InlineData("\"XXXX-XXXX\"")]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"")]
    public void Only_a_string_is_a_token_and_a_refresh_token_that_is_none_takes_nothing_along(string value)
    {
        Assert.Equal(new TokenResult.MalformedResponse(new(FailureKind.NoToken)), Read(Method(), $$"""{"access_token":{{value}}}"""));
        var tokens = Granted(Method(), $$"""{"access_token":"at","refresh_token":{{value}},"expires_in":60}""");
        Assert.Equal(("at", null, SentAt.AddSeconds(60)), (tokens.AccessToken.Reveal(), tokens.RefreshToken, tokens.ExpiresAt!.Value));
    }

    [Theory]
    [InlineData("xoxb-token")]
    [InlineData("access-7")]
    [InlineData("kQzTokenVrMnope")]
    [InlineData("1//0abcdefg")]
    [InlineData("ya29.a0AfB_by")]
    [InlineData("8a0c5f5e-0000-0000-0000-000000000000")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAMLheAAA")]
    public void What_only_looks_a_little_like_it_is_a_token(string token) =>
        Assert.Equal(token, Granted(Method(), $$"""{"access_token":"{{token}}","refresh_token":"{{token}}"}""").RefreshToken?.Reveal());

    [Theory]
    [InlineData("""[{"access_token":"at","refresh_token":"rt","expires_in":60}]""")]
    [InlineData("""{"data":{"access_token":"at","refresh_token":"rt","expires_in":60}}""")]
    [InlineData("""{"ok":true,"result":[{"access_token":"at","refresh_token":"rt","expires_in":60}]}""")]
    [InlineData("""{"Access_Token":"at","Refresh_Token":"rt","Expires_In":60}""")]
    [InlineData("""{"accessToken":"at","refreshToken":"rt","expiresIn":60}""")]
    [InlineData("\"{\\\"access_token\\\":\\\"at\\\",\\\"refresh_token\\\":\\\"rt\\\",\\\"expires_in\\\":60}\"")]
    [InlineData("Deprecated: x in y.php on line 3\n{\"access_token\":\"at\",\"refresh_token\":\"rt\",\"expires_in\":60}")]
    [InlineData("cb({\"access_token\":\"at\",\"refresh_token\":\"rt\",\"expires_in\":60});")]
    [InlineData("""{"access_token":"at","access_token":"at","refresh_token":"rt","expires_in":60}""")]
    public void Tokens_that_a_person_would_find_are_found(string text)
    {
        var tokens = Granted(Method(), text);
        Assert.Equal(("at", "rt", SentAt.AddSeconds(60)), (tokens.AccessToken.Reveal(), tokens.RefreshToken!.Value.Reveal(), tokens.ExpiresAt!.Value));
    }

    [Theory]
    [InlineData("""{"access_token":"at","access_token":"other"}""")]
    [InlineData("<script>x = {\"access_token\":\"at\"}</script>")]
    [InlineData("""{"a":{"b":{"c":{"d":{"access_token":"at"}}}}}""")]
    [InlineData("""{"ok":false,"data":{"access_token":"evil"}}""")]
    [InlineData("""{"state":"error","errors":[{"meta":{"access_token":"evil"}}]}""")]
    [InlineData("""{"status":"failed","data":{"access_token":"evil"}}""")]
    [InlineData("""{"old":{"access_token":"evil"},"new":{"access_token":"at"}}""")]
    [InlineData("""{"data":[{"access_token":"evil"},{"access_token":"at"}]}""")]
    [InlineData("""{"data":{"owner":{"access_token":"evil"},"token":{"access_token":"at"}}}""")]
    [InlineData("""{"admin":{"access_token":"evil"}}""")]
    [InlineData("""{"meta":{"schema":{"access_token":"string"}}}""")]
    [InlineData("Example response:\n{\"access_token\":\"evil\"}")]
    [InlineData("```json\n{\"access_token\":\"evil\"}\n```")]
    public void Tokens_that_a_person_would_doubt_are_none(string text) => Assert.IsType<TokenResult.MalformedResponse>(Read(Method(), text));

    [Fact]
    public void White_space_around_a_token_is_not_part_of_it()
    {
        var tokens = Granted(Method(), """{"access_token":" at\n","refresh_token":"\trt "}""");
        Assert.Equal(("at", "rt"), (tokens.AccessToken.Reveal(), tokens.RefreshToken?.Reveal()));
    }

    [Fact]
    public void A_token_may_be_16_KiB_long_and_no_longer()
    {
        var longest = new string('t', 16 * 1024);
        Assert.Equal(longest, Granted(Method(), $$"""{"access_token":"{{longest}}"}""").AccessToken.Reveal());
        Assert.IsType<TokenResult.MalformedResponse>(Read(Method(), $$"""{"access_token":"{{longest}}t"}"""));
    }

    [Theory]
    [InlineData("bearer", true)]
    [InlineData("BEARER", true)]
    [InlineData("bot", true)]
    [InlineData("", true)]
    [InlineData("mac", false)]
    [InlineData("MAC", false)]
    [InlineData("DPoP", false)]
    public void Token_types_that_need_a_proof_are_refused(string type, bool fine) =>
        Assert.Equal(fine, Read(Method(), $$"""{"access_token":"at","token_type":"{{type}}"}""") is TokenResult.Granted);

    [Fact]
    public void Tokens_do_not_print()
    {
        var granted = Read(Method(), """{"access_token":"canary-access","refresh_token":"canary-refresh"}""");
        Assert.DoesNotContain("canary", granted.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_depth_of_sixteen_is_the_limit()
    {
        Assert.IsType<TokenResult.Granted>(Read(Method(), Deep(15)));
        Assert.IsType<TokenResult.MalformedResponse>(Read(Method(), Deep(16)));
    }

    private static string Deep(int arrays) => $$"""{"access_token":"at","deep":{{new string('[', arrays)}}{{new string(']', arrays)}}}""";

    private static Tokens Granted(OAuthMethod method, string body) => Assert.IsType<TokenResult.Granted>(Read(method, body)).Tokens;

    private static TokenResult Read(OAuthMethod method, string body, TokenGrant grant = TokenGrant.Code) =>
        TokenReplyReader.Read(TokenReading.Of(method, grant), 200, body, SentAt);

    private static OAuthMethod Method(TokenReply? reply = null) => new()
    {
        Key = "oauth",
        Label = "Sign in",
        AuthorizeUrl = "https://acme.example/authorize",
        TokenUrl = "https://acme.example/token",
        Scopes = ["asked"],
        Send = new RequestAuth(),
        Probe = new Probe { Url = "https://acme.example/me" },
        Reply = reply ?? new TokenReply(),
    };
}
