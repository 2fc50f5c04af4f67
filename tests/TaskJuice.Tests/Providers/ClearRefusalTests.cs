using System.Text;
using TaskJuice.Core.Providers;
using Xunit;

namespace TaskJuice.Tests.Providers;

/// <summary>A refusal that a person would understand is understood, however it is spelled; one that nobody would understand is not made up.</summary>
public sealed class ClearRefusalTests : ProviderCalls
{
    private static readonly TokenResult Refused = new TokenResult.Refused("invalid_grant");

    [Theory]
    [InlineData("""{"error":"INVALID_GRANT"}""")]
    [InlineData("""{"error":"Invalid_Grant"}""")]
    [InlineData("""{"error":"invalidGrant"}""")]
    [InlineData("""{"error":"invalid-grant"}""")]
    [InlineData("""{"error":"invalid grant"}""")]
    [InlineData("""{"error":" invalid_grant\n"}""")]
    [InlineData("""{"error":"urn:ietf:params:oauth:error:invalid_grant"}""")]
    [InlineData("""{"error":["invalid_grant"]}""")]
    [InlineData("""{"error":[{"reason":"invalid_grant"}]}""")]
    [InlineData("""{"error":{"code":400,"status":"invalid_grant"}}""")]
    [InlineData("""{"error":{"details":{"code":"invalid_grant"}}}""")]
    [InlineData("""{"error":true,"code":"invalid_grant"}""")]
    [InlineData("""{"Error":"invalid_grant"}""")]
    [InlineData("""{"errors":[{"code":"invalid_grant"}]}""")]
    [InlineData("""[{"error":"invalid_grant"}]""")]
    [InlineData("\uFEFF{\"error\":\"invalid_grant\"}")]
    [InlineData("\r\n\uFEFF {\"error\":\"invalid_grant\"}\r\n")]
    [InlineData(")]}'\n{\"error\":\"invalid_grant\"}")]
    [InlineData(")]}',\n{\"error\":\"invalid_grant\"}")]
    [InlineData("for(;;);{\"error\":\"invalid_grant\"}")]
    [InlineData("""{"error":"invalid_grant","error_description":"the "old" token"}""")]
    [InlineData("{\"error\":\"invalid_grant\",\"error_description\":\"two\nlines\"}")]
    [InlineData("""{"error":"invalid_grant","error_description":"\ud800"}""")]
    [InlineData("""{"error":"invalid_grant","error_description":"cut o""")]
    [InlineData("""{"error":"invalid_grant","deep":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}""")]
    [InlineData("""{"error":"invalid_grant"}{"error":"invalid_grant"}""")]
    [InlineData("""{"error":"invalid_grant"}<!-- served by proxy 7 -->""")]
    [InlineData("error=invalid_grant&error_description=Jeton%20expir%E9")]
    [InlineData("error=invalid_grant&error_description=The token has expired")]
    [InlineData("error_description=The token has expired&error=invalid_grant")]
    [InlineData("invalid_grant")]
    [InlineData("\"invalid_grant\"\n")]
    [InlineData("""{"error":"invalidgrant"}""")]
    [InlineData("""{"ERROR":"Invalid_Grant."}""")]
    [InlineData("\"{\\\"error\\\":\\\"invalid_grant\\\"}\"")]
    [InlineData("""{"body":"{\"error\":\"invalid_grant\"}"}""")]
    [InlineData("""{"error":"{\"code\":\"INVALID_GRANT\"}"}""")]
    [InlineData("cb({\"error\":\"invalid_grant\"});")]
    [InlineData("/* hi */ {\"error\":\"invalid_grant\"}")]
    [InlineData("\0\0{\"error\":\"invalid_grant\"}\0")]
    [InlineData("data: {\"error\":\"invalid_grant\"}\n\n")]
    [InlineData("{\"status\":\"failed\"}\n{\"error\":\"invalid_grant\"}")]
    [InlineData("error: invalid_grant\nerror_description: no")]
    [InlineData("{'error': 'invalid_grant'}")]
    [InlineData("Error: invalid_grant - over")]
    [InlineData("{\"error\":\"invalid_grant\\u200b\"}")]
    [InlineData("""{"errorCode":"InvalidGrantException"}""")]
    [InlineData("""{"invalid_grant":"It was revoked"}""")]
    [InlineData("<?xml version=\"1.0\"?><OAuth><error>invalid_grant</error><error_description>No &amp; never</error_description></OAuth>")]
    [InlineData("\uFEFF<Error><Code>InvalidGrant</Code></Error>")]
    [InlineData("<error><code>invalid_grant</code><message>cut o")]
    public async Task A_code_counts_in_every_dress(string body)
    {
        foreach (var status in (int[])[400, 401, 403])
        {
            Provider.Reply(status, body, ("Content-Type", "text/html"));
            Assert.Equal(Refused, await RefreshAsync());
        }
    }

    [Theory]
    [InlineData("""{"ok":false,"result":{"error":{"code":"INVALID_GRANT"}}}""")]
    [InlineData("""{"ok":false,"result":[{"error":{"code":"INVALID_GRANT","msg":"x"}}]}""")]
    [InlineData("""{"data":{"errors":[{"code":"invalid_grant"}]}}""")]
    [InlineData("""{"result":[{"error":"invalid_grant"}]}""")]
    [InlineData("""{"access_token":"","status":{"reason":"invalid_grant"}}""")]
    public async Task Where_nothing_is_granted_a_code_counts_wherever_it_stands(string body)
    {
        Provider.Reply(200, body);
        Assert.Equal(Refused, await RefreshAsync());
    }

    [Fact]
    public async Task Beside_tokens_a_word_that_looks_like_a_code_means_nothing()
    {
        Provider.Reply(200, """{"access_token":"at","note":{"last":"invalid_grant"}}""");
        Assert.IsType<TokenResult.Granted>(await RefreshAsync());
    }

    [Theory]
    [InlineData("The refresh token is expired or revoked", true)]
    [InlineData("Invalid refresh_token", true)]
    [InlineData("refresh_token parameter: token not found", true)]
    [InlineData("The refresh token has already been used, it is no longer accepted", true)]
    [InlineData("The parameter refresh_token is missing", false)]
    [InlineData("refresh_token is malformed: invalid base64", false)]
    [InlineData("The scope is invalid", false)]
    public async Task A_bad_request_whose_words_blame_the_refresh_token_is_a_refusal_of_it(string words, bool isRefusal)
    {
        Provider.Reply(400, $$"""{"error":"invalid_request","error_description":"{{words}}"}""");
        Assert.Equal(isRefusal ? new TokenResult.Refused("invalid_refresh_token") { Certain = false } : new TokenResult.Misconfigured("invalid_request"), await RefreshAsync());
    }

    [Fact]
    public async Task A_permission_that_only_the_challenge_names_is_why_it_was_refused()
    {
        Provider.Reply(403, """{"message":"Forbidden"}""", ("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"offline_access\""));
        Assert.Equal(new TokenResult.Refused("insufficient_scope"), await RefreshAsync());
    }

    [Theory]
    [InlineData(400, """{"error_description":"Token has been expired or revoked."}""")]
    [InlineData(401, """{"message":"Refresh token is invalid"}""")]
    [InlineData(400, """{"error":"AADSTS700082: The refresh token has expired due to inactivity."}""")]
    [InlineData(400, """{"error":{"message":"Error validating access: the user has revoked it","code":190}}""")]
    [InlineData(422, """{"errors":{"refresh_token":["is invalid"]}}""")]
    [InlineData(422, """{"message":"The refresh token is invalid or has been revoked."}""")]
    [InlineData(404, """{"message":"refresh token not found"}""")]
    [InlineData(400, """{"error":"E1007","detail":"This grant was revoked"}""")]
    [InlineData(403, "The refresh token has expired")]
    public async Task Words_that_a_person_would_understand_are_worth_more_than_a_page(int status, string body)
    {
        Provider.Reply(status, body);
        Assert.Equal(new TokenResult.Refused("invalid_refresh_token") { Certain = false }, await RefreshAsync());
    }

    [Theory]
    [InlineData(400, """{"error":"E1007","detail":"Your client assertion token has expired"}""")]
    [InlineData(429, """{"message":"The refresh token was already used"}""")]
    [InlineData(403, """{"message":"Your session token was revoked by the captcha"}""")]
    [InlineData(400, "<p>The refresh token is invalid</p>")]
    [InlineData(500, """{"message":"refresh token not found"}""")]
    [InlineData(400, """{"message":"The refresh token has not expired yet; try again in 300 seconds"}""")]
    [InlineData(400, """{"message":"Do not worry, your refresh token was not revoked."}""")]
    [InlineData(400, """{"message":"Your refresh token is valid, but expired sessions are being purged"}""")]
    [InlineData(400, """{"message":"Refresh token is not valid yet"}""")]
    [InlineData(400, """{"message":"If your refresh token has expired, please reconnect"}""")]
    [InlineData(400, """{"message":"Unable to determine whether token was revoked"}""")]
    [InlineData(400, """{"message":"Invalid refresh token request"}""")]
    [InlineData(400, """{"message":"Refresh token not found in request"}""")]
    [InlineData(400, """{"message":"Refresh token endpoint not found"}""")]
    [InlineData(400, """{"message":"Grant type refresh_token is invalid or not supported"}""")]
    [InlineData(400, """{"message":"Too many invalid refresh token attempts from this IP"}""")]
    [InlineData(400, """{"message":"The owner of this website has revoked your authorization"}""")]
    [InlineData(400, """{"message":"Refresh token rotation failed: invalid state"}""")]
    [InlineData(400, """{"error":"maintenance","possible_errors":["invalid_grant","invalid_client"]}""")]
    [InlineData(400, """{"errors":[{"code":"over_capacity"}],"help":"https://x.example/errors/invalid_grant"}""")]
    [InlineData(403, """{"error":"Access Denied"}""")]
    [InlineData(403, """{"code":"AccessDenied","message":"Access Denied"}""")]
    [InlineData(403, """{"error":"access_denied","error_description":"IP address blocked"}""")]
    [InlineData(403, """{"title":"Access denied","status":403,"error":"forbidden"}""")]
    [InlineData(400, """{"error":"access_denied"}""")]
    [InlineData(403, """{"message":"Request blocked by WAF: invalid_grant"}""")]
    [InlineData(503, """{"status":"maintenance","error":"access_denied"}""")]
    [InlineData(400, """{"example":{"error":"invalid_grant"}}""")]
    [InlineData(400, """{"previous":{"error":"invalid_grant"},"status":"busy"}""")]
    [InlineData(400, """{"request":{"error":"invalid_grant"},"error":"internal"}""")]
    [InlineData(200, """{"error":"rate_limit","errors":["invalid_grant"]}""")]
    public async Task Words_about_something_else_are_not(int status, string body)
    {
        Provider.Reply(status, body);
        Assert.False(await RefreshAsync() is TokenResult.Refused { Certain: true } or TokenResult.Refused { Error: "invalid_refresh_token" });
    }

    [Fact]
    public async Task A_sentence_that_ends_with_a_code_is_as_clear_as_words()
    {
        Provider.Reply(403, """{"message":"Token refresh failed: invalid_grant"}""");
        Assert.Equal(new TokenResult.Refused("invalid_refresh_token") { Certain = false }, await RefreshAsync());
    }

    [Fact]
    public async Task What_was_sent_is_no_access_token()
    {
        Provider.Reply(200, """{"access_token":"rt-0123456789","refresh_token":"next-0123456789","expires_in":60}""");
        var result = Assert.IsType<TokenResult.MalformedResponse>(await Tokens.RefreshAsync(Request(OAuth()), new("rt-0123456789"), Stop));
        Assert.Equal("next-0123456789", result.RefreshToken?.Reveal());
    }

    [Theory]
    [InlineData("expired_refresh_token")]
    [InlineData("account_suspended")]
    [InlineData("refresh_token_expired")]
    [InlineData("RefreshTokenRevoked")]
    [InlineData("refresh-token-invalid")]
    [InlineData("insufficient_scope")]
    public async Task A_code_that_names_the_refresh_token_is_clear(string code)
    {
        Provider.Reply(401, $$"""{"message":"Unauthorized","code":"{{code}}"}""");
        Assert.True(Assert.IsType<TokenResult.Refused>(await RefreshAsync()).Certain);
    }

    [Fact]
    public async Task A_code_counts_in_every_charset()
    {
        const string Body = """{"error":"invalid_grant","error_description":"Jeton expiré – réautorisez"}""";
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            foreach (var mark in (byte[][])[[], encoding.Preamble.ToArray()])
            {
                // Without its mark, UTF-32 looks like UTF-16 with a stray zero; nobody sends it.
                if (encoding == Encoding.UTF32 && mark.Length == 0)
                    continue;

                Provider.Reply(400, [.. mark, .. encoding.GetBytes(Body)], ("Content-Type", "application/json; charset=utf-8"));
                Assert.Equal(Refused, await RefreshAsync());
            }
        }
    }

    [Fact]
    public async Task Tokens_count_in_every_charset_and_are_kept_as_text_that_can_be_read_again()
    {
        const string Body = """{"access_token":"at","refresh_token":"rt","note":"é"}""";
        foreach (var encoding in (Encoding[])[Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            var kept = "";
            Provider.Reply(200, encoding.GetBytes(Body));
            var request = Request(OAuth()) with { Received = body => Task.FromResult(kept = body.Reveal()) };
            var tokens = Assert.IsType<TokenResult.Granted>(await Tokens.RefreshAsync(request, new("rt"), Stop)).Tokens;
            Assert.Equal(("at", "rt"), (tokens.AccessToken.Reveal(), tokens.RefreshToken?.Reveal()));
            Assert.Equal("rt", Assert.IsType<TokenResult.Granted>(TokenEndpoint.Read(OAuth(), TokenGrant.Refresh, new(kept), Start)).Tokens.RefreshToken?.Reveal());
        }
    }

    [Theory]
    [InlineData("""{"error":"invalid_grant"}""")]
    [InlineData("""{"error":["INVALID_GRANT"],"access_token":"at"}""")]
    [InlineData("error=invalid_grant")]
    [InlineData("""{"error":"invalid_grant","error_description":"the "old" token"}""")]
    public async Task It_counts_at_a_success_status_too(string body)
    {
        Provider.Reply(200, body);
        Assert.Equal(Refused, await RefreshAsync());
    }

    [Theory]
    [InlineData("Bearer realm=\"x\", error=\"invalid_client\", error_description=\"no\"")]
    [InlineData("Basic realm=\"token\", error=invalid_client")]
    public async Task A_code_in_a_header_counts_when_the_body_has_none(string challenge)
    {
        Provider.Reply(401, "", ("WWW-Authenticate", challenge));
        Assert.Equal(new TokenResult.ClientRefused("invalid_client"), await RefreshAsync());
    }

    [Theory]
    [InlineData(400, "<h1>blocked</h1>")]
    [InlineData(401, "<a href=\"/login?error=invalid_grant\">Sign in</a>")]
    [InlineData(403, "<html>error=invalid_grant</html>")]
    [InlineData(400, "")]
    [InlineData(400, "{}")]
    [InlineData(400, """{"message":"Request blocked"}""")]
    [InlineData(403, """{"message":"Forbidden"}""")]
    [InlineData(403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")]
    [InlineData(400, "<html><body><error>invalid_grant</error></body></html>")]
    [InlineData(400, "<!DOCTYPE x [<!ENTITY y 'invalid_grant'>]><error>&y;</error>")]
    [InlineData(400, "<p>invalid_grant</p>")]
    [InlineData(400, "Access to the token endpoint was denied: invalid_grant would be another answer")]
    public async Task A_firewalls_answer_is_not_clear(int status, string body)
    {
        Provider.Reply(status, body);
        Assert.True(await RefreshAsync() is TokenResult.Refused { Certain: false } or TokenResult.MalformedResponse);
    }

    [Theory]
    [InlineData("""{"access_token":"at","scope":"access_denied"}""")]
    [InlineData("""{"access_token":"at","error":null,"hint":"invalid_grant"}""")]
    public async Task A_yes_is_not_searched_for_a_no(string body)
    {
        Provider.Reply(200, body);
        Assert.IsType<TokenResult.Granted>(await RefreshAsync());
    }

    [Theory]
    [InlineData("INVALID_CLIENT", typeof(TokenResult.ClientRefused))]
    [InlineData("Invalid-Scope", typeof(TokenResult.Misconfigured))]
    [InlineData("Slow_Down", typeof(TokenResult.Throttled))]
    [InlineData("temporarilyUnavailable", typeof(TokenResult.Unavailable))]
    public async Task Every_kind_of_code_may_be_spelled_freely(string code, Type kind)
    {
        Provider.Reply(400, $$"""{"error":"{{code}}"}""");
        Assert.IsType(kind, await RefreshAsync());
    }
}
