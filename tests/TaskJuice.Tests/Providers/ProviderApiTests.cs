using System.Text;
using Microsoft.AspNetCore.Http;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Providers;

public sealed class ProviderApiTests : ProviderCalls
{
    private const string Key = "key-canary-4410";

    [Fact]
    public async Task A_good_key_tells_whose_account_it_is()
    {
        Provider.Reply(200, """{"id":"acct_1","name":"Acme Ops"}""");
        var answered = Assert.IsType<ProbeResult.Answered>(await ProbeAsync());
        Assert.Equal("acct_1", answered.AccountId);
        Assert.Equal("Acme Ops", answered.Name);
        Assert.Equal("Bearer " + Key, Provider.Seen.Single().Headers["Authorization"]);
    }

    [Fact]
    public async Task The_account_is_named_together_with_the_settings_that_belong_to_it()
    {
        Provider.Reply(200, """{"data":[{"id":42}],"nick":"","mail":"ops@acme.test"}""");
        var method = Method() with { Probe = Probe() with { Id = "data.0.id", IdWith = ["subdomain"], Name = ["nick", "mail"] } };
        var answered = Assert.IsType<ProbeResult.Answered>(await ProbeAsync(method));
        Assert.Equal("acme/42", answered.AccountId);
        Assert.Equal("ops@acme.test", answered.Name);
    }

    [Fact]
    public async Task Basic_authentication_takes_the_key_where_the_app_wants_it()
    {
        await ProbeAsync(Method() with { Send = new RequestAuth { Basic = new BasicAuth("{key}", "X") } });
        var sent = Provider.Seen.Single().Headers["Authorization"]["Basic ".Length..];
        Assert.Equal(Key + ":X", Encoding.UTF8.GetString(Convert.FromBase64String(sent)));
    }

    [Fact]
    public async Task A_key_in_the_query_is_escaped()
    {
        var method = Method() with
        {
            Send = new RequestAuth { Query = new Dictionary<string, string> { ["api_token"] = "{key}" } },
            Probe = Probe() with { Url = $"{Provider.Address}me?v=2" },
        };
        await Api.ProbeAsync(AppWith(method), method, Settings, Credential("a&b=c d"), Stop);
        Assert.Equal("/me?v=2&api_token=a%26b%3Dc%20d", Provider.Seen.Single().Target);
    }

    [Fact]
    public async Task A_POST_probe_sends_its_body_with_values_escaped()
    {
        var method = Method() with { Probe = Probe() with { Verb = "POST", Body = """{"q":"{subdomain}","k":"{key}"}""" } };
        await Api.ProbeAsync(AppWith(method), method, Settings, Credential("a\"b"), Stop);
        Assert.Equal("""{"q":"acme","k":"a\u0022b"}""", Provider.Seen.Single().Body);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(400)]
    public async Task A_bad_key_is_refused_with_the_providers_own_words(int status)
    {
        Provider.Reply(status, """{"error":{"message":"Invalid API key provided"}}""", ("Location", "/login"));
        Assert.Equal(new ProbeResult.Refused(status, "Invalid API key provided") { IsExpired = status == 401 }, await ProbeAsync());
        Assert.Single(Provider.Seen);
    }

    [Theory]
    [InlineData(301, FailureKind.Redirected)]
    [InlineData(302, FailureKind.Redirected)]
    [InlineData(308, FailureKind.Redirected)]
    [InlineData(408, FailureKind.ServerError)]
    [InlineData(500, FailureKind.ServerError)]
    public async Task An_answer_that_tells_nothing_is_an_answer_all_the_same(int status, FailureKind kind)
    {
        Provider.Reply(status, """{"error":"no"}""", ("Location", "/login"));
        var failure = Assert.IsType<ProbeResult.Unavailable>(await ProbeAsync()).Failure;
        Assert.Equal((kind, status, true), (failure.Kind, failure.Status, failure.HasAnswered));
        Assert.Single(Provider.Seen);
    }

    [Theory]
    [InlineData("pä")]
    [InlineData("日本語")]
    [InlineData("a:b")]
    [InlineData("\U0001F511")]
    public async Task A_password_of_Basic_may_hold_anything(string password)
    {
        var method = Method() with { Send = new RequestAuth { Basic = new BasicAuth("ops", "{key}") } };
        Provider.Reply(200, """{"id":"acct_1"}""");
        Assert.IsType<ProbeResult.Answered>(await Api.ProbeAsync(AppWith(method), method, Settings, Credential(password), Stop));
        var sent = Provider.Seen.Single().Headers["Authorization"]["Basic ".Length..];
        Assert.Equal($"ops:{password}", Encoding.UTF8.GetString(Convert.FromBase64String(sent)));
    }

    [Fact]
    public async Task A_user_name_with_a_colon_is_not_sent()
    {
        var method = Method() with { Send = new RequestAuth { Basic = new BasicAuth("{key}", "X") } };
        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.ValueUnfit)), await Api.ProbeAsync(AppWith(method), method, Settings, Credential("a:b"), Stop));
        Assert.Empty(Provider.Seen);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":"  "}""")]
    [InlineData("""{"id":false}""")]
    [InlineData("""{"name":"Acme Ops"}""")]
    [InlineData("""{"id":"key-canary-4410"}""")]
    [InlineData("""{"id":"a2V5LWNhbmFyeS00NDEw"}""")]
    public async Task A_yes_without_the_account_proves_nothing(string body)
    {
        Provider.Reply(200, body);
        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.NobodyNamed)), await ProbeAsync());
        Provider.Reply(200, body);
        Assert.IsType<ProbeResult.Answered>(await ProbeAsync(Method() with { Probe = Probe() with { Id = null } }));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[\"acct_1\"]")]
    [InlineData("{\"value\":\"acct_1\"}")]
    [InlineData("\"acct\\u0000_1\"")]
    [InlineData("\"acct\\n1\"")]
    [InlineData("\"acct_\\ud83d\"")]
    [InlineData("\"acct\\u200b_1\"")]
    [InlineData("\"acct\\u202e_1\"")]
    [InlineData("\"acct_1\\u2066\"")]
    [InlineData("\"acct_1\\u00ad\"")]
    [InlineData("\"acct_1\\u2028\"")]
    [InlineData("\"acct_1\\u3164\"")]
    [InlineData("\"acct_1\\u2800\"")]
    [InlineData("\"acct\\u00a01\"")]
    [InlineData("\"acct_1\\ue000\"")]
    [InlineData("\"acct_1\\udb40\\udc41\"")]
    [InlineData("5000")]
    public async Task An_account_that_is_named_by_what_cannot_be_an_id_is_not_told_as_nobody(string id)
    {
        var sent = id == "5000" ? $"\"{new string('a', 5_000)}\"" : id;
        Provider.Reply(200, $$"""{"id":{{sent}}}""");
        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.AccountUnusable)), await ProbeAsync());

        var method = OAuth() with { AfterConsent = new AfterConsent { Url = $"{Provider.Address}list", Id = "id", Name = "name", Label = "Team", Setting = "team" } };
        Provider.Reply(200, $$"""[{"id":{{sent}},"name":"One"}]""");
        Assert.Equal(new ChoicesResult.Unavailable(new(FailureKind.AccountUnusable)), await Api.ChoicesAsync(AppWith(method), method, Settings, new Dictionary<string, Secret> { ["access_token"] = new("at") }, Stop));
        Provider.Reply(200, $$"""[{"id":{{sent}},"name":"One"},{"id":"Grüße 東京","name":"Two"}]""");
        Assert.Equal([new Choice("Grüße 東京", "Two")], Assert.IsType<ChoicesResult.Listed>(await Api.ChoicesAsync(AppWith(method), method, Settings, new Dictionary<string, Secret> { ["access_token"] = new("at") }, Stop)).Choices);
    }

    [Theory]
    [InlineData(503, "90", 90)]
    [InlineData(503, "99999999999", 3600)]
    [InlineData(403, "90", 90)]
    [InlineData(429, "120.5", 121)]
    [InlineData(503, "0.2", 1)]
    [InlineData(429, "99999999999.5", 3600)]
    [InlineData(429, "0", null)]
    [InlineData(429, "0.0", null)]
    [InlineData(429, "1e3", null)]
    [InlineData(429, "1.5.5", null)]
    [InlineData(429, "-5.5", null)]
    [InlineData(429, "soon", null)]
    public async Task Whoever_says_when_to_come_back_is_heard(int status, string header, int? seconds)
    {
        Provider.Reply(status, "{}", ("Retry-After", header));
        Assert.Equal(new ProbeResult.Throttled(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null), await ProbeAsync());
    }

    [Fact]
    public async Task A_date_to_come_back_at_is_heard()
    {
        Provider.Reply(503, "{}", ("Retry-After", Start.AddSeconds(90).ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(new ProbeResult.Throttled(TimeSpan.FromSeconds(90)), await ProbeAsync());
    }

    [Theory]
    [InlineData(403, "{}", "Bearer realm=\"x\", error=\"insufficient_scope\", scope=\"tickets.write tickets.read\"", "tickets.write tickets.read")]
    [InlineData(403, "{}", "DPoP algs=\"ES256\", Bearer error=insufficient_scope, scope=tickets.write", "tickets.write")]
    [InlineData(403, "{}", "Bearer error=\"insufficient_scope\"", "")]
    [InlineData(403, """{"error":"insufficient_scope","scope":"tickets.write"}""", null, "tickets.write")]
    [InlineData(401, """{"error":"Insufficient-Scope"}""", null, "")]
    [InlineData(200, """{"ok":false,"error":"missing_scope","needed":"users:read,chat:write","provided":"team:read"}""", null, "users:read chat:write")]
    [InlineData(403, """{"category":"MISSING_SCOPES","errors":[{"context":{"requiredScopes":["crm.objects.read"]}}]}""", null, "crm.objects.read")]
    [InlineData(403, """{"error":{"code":403,"details":[{"reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}""", null, "")]
    [InlineData(403, """{"error":"insufficient_scope","scope":"key-canary-4410 <b> tickets.write"}""", null, "<b> tickets.write")]
    [InlineData(403, """{"errors":[{"code":"insufficient_scope","scopes":["a:read"]}]}""", null, "a:read")]
    [InlineData(403, """{"errors":[{"code":"other"},{"code":"insufficient_scope","scopes":["a:read","b:read"]}]}""", null, "a:read b:read")]
    [InlineData(403, """{"error":{"code":"missing_scope","needed":"chat:write"}}""", null, "chat:write")]
    [InlineData(403, """{"error":"missing_scope","needed":"chat:write","provided":"users:read,team:read"}""", null, "chat:write")]
    [InlineData(403, """{"scope":"users:read","error":{"code":"missing_scope","required_scopes":["chat:write"]}}""", null, "chat:write")]
    [InlineData(403, """{"error":{"code":403,"details":[{"reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT","domain":"googleapis.com","metadata":{"service":"gmail.googleapis.com","scopes":"https://www.googleapis.com/auth/gmail.send"}}]}}""", null, "https://www.googleapis.com/auth/gmail.send")]
    [InlineData(403, """{"error":{"status":"PERMISSION_DENIED"}}""", "Bearer realm=\"https://accounts.example/\", error=\"insufficient_scope\", scope=\"https://www.googleapis.com/auth/drive\"", "https://www.googleapis.com/auth/drive")]
    [InlineData(403, """{"category":"MISSING_SCOPES","errors":[{"message":"x"},{"context":{"requiredGranularScopes":["crm.objects.contacts.read","crm.objects.deals.read"]}}]}""", null, "crm.objects.contacts.read crm.objects.deals.read")]
    [InlineData(403, """{"error":"insufficient_scope","scopes":{"granted":["a"],"required":["a","b"]}}""", null, "a b")]
    [InlineData(403, """{"error":{"code":"insufficient_scope","required":true}}""", null, "")]
    [InlineData(403, """{"error":{"scope":"insufficient_scope"}}""", null, "")]
    [InlineData(403, """{"error":{"code":"missing_scope","needed":["key-canary-4410","eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln","ok:read"]}}""", null, "ok:read")]
    [InlineData(403, """{"message":"Invalid API key"}""", null, null)]
    [InlineData(401, """{"error":"invalid_token","scope":"tickets.write"}""", "Bearer error=\"invalid_token\"", null)]
    public async Task A_missing_permission_is_told_from_a_wrong_key(int status, string body, string? challenge, string? missing)
    {
        Provider.Reply(status, body, challenge is null ? [] : [("WWW-Authenticate", challenge)]);
        var method = Method() with { Probe = Probe() with { FailedWhen = [new ReplyRule { Path = "ok", Value = "false" }] } };
        var refused = Assert.IsType<ProbeResult.Refused>(await ProbeAsync(method));
        Assert.Equal(missing, refused.MissingScopes is { } scopes ? string.Join(' ', scopes) : null);
    }

    [Fact]
    public async Task A_refusal_may_hide_behind_a_success_status()
    {
        Provider.Reply(200, """{"ok":false,"error":"invalid_auth"}""");
        var method = Method() with { Probe = Probe() with { FailedWhen = [new ReplyRule { Path = "ok", Value = "false" }] } };
        Assert.Equal(new ProbeResult.Refused(200, "invalid_auth"), await ProbeAsync(method));
    }

    [Fact]
    public async Task A_rule_without_conditions_never_holds()
    {
        Provider.Reply(200, """{"id":"a"}""");
        var method = Method() with { Probe = Probe() with { FailedWhen = [new ReplyRule()] } };
        Assert.IsType<ProbeResult.Answered>(await ProbeAsync(method));
    }

    [Fact]
    public async Task The_providers_words_are_short_plain_and_without_our_key()
    {
        Provider.Reply(401, $$"""{"message":"Bad\u0000 key\r\n {{Key}}\u202e {{new string('x', 300)}}"}""");
        var message = Assert.IsType<ProbeResult.Refused>(await ProbeAsync()).ProviderMessage!;
        Assert.StartsWith("Bad key [hidden] ", message, StringComparison.Ordinal);
        Assert.True(message.Length <= 200);
        Assert.DoesNotContain(message, character => char.IsControl(character) || character == '\u202e');
    }

    [Theory]
    [InlineData("<error>Forbidden</error>", null)]
    [InlineData("Key expired", "Key expired")]
    [InlineData("", null)]
    [InlineData("{}", null)]
    [InlineData("[1,2]", null)]
    public async Task Markup_is_not_repeated(string body, string? message)
    {
        Provider.Reply(403, body);
        Assert.Equal(new ProbeResult.Refused(403, message), await ProbeAsync());
    }

    [Theory]
    [InlineData("<html><title>Forbidden</title></html>")]
    [InlineData("\r\n<!DOCTYPE html><html><h1>Request blocked</h1></html>")]
    public async Task A_page_that_forbids_is_a_firewalls_and_says_nothing_about_the_key(string body)
    {
        Provider.Reply(403, body);
        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.NotUnderstood) { Status = 403 }), await ProbeAsync());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("\"null\"")]
    [InlineData("\"undefined\"")]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"")]
    public async Task What_names_nobody_is_no_account(string id)
    {
        Provider.Reply(200, $$"""{"id":{{id}},"name":"Acme"}""");
        Assert.Equal(FailureKind.AccountUnusable, Assert.IsType<ProbeResult.Unavailable>(await ProbeAsync()).Failure.Kind);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Trouble_of_the_provider_says_nothing_about_the_key(int status)
    {
        Provider.Reply(status, """{"message":"boom"}""");
        Assert.IsType<ProbeResult.Unavailable>(await ProbeAsync());
    }

    [Fact]
    public async Task Throttling_is_passed_on()
    {
        Provider.Reply(429, "", ("Retry-After", "7"));
        Assert.Equal(new ProbeResult.Throttled(TimeSpan.FromSeconds(7)), await ProbeAsync());
    }

    [Fact]
    public async Task Somebody_elses_page_says_nothing_about_the_key()
    {
        Provider.Reply(200, "<html>Welcome to the hotel</html>");
        Assert.IsType<ProbeResult.Unavailable>(await ProbeAsync());
    }

    [Fact]
    public async Task An_endless_reply_says_nothing_about_the_key()
    {
        Provider.Reply(200, new string(' ', 300 * 1024));
        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.TooLong) { Status = 200 }), await ProbeAsync());
    }

    [Fact]
    public async Task A_closed_port_says_nothing_about_the_key()
    {
        await Provider.DisposeAsync();
        Assert.IsType<ProbeResult.Unavailable>(await ProbeAsync());
    }

    [Fact]
    public async Task Silence_ends_after_fifteen_seconds()
    {
        Provider.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var probe = ProbeAsync();
        await Provider.Asked.Task;
        Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.IsType<ProbeResult.Unavailable>(await probe);
        Assert.Single(Provider.Seen);
    }

    [Theory]
    [InlineData("key\r\nX-Evil: 1")]
    [InlineData("key\nX-Evil: 1")]
    [InlineData("key\0")]
    [InlineData("clé")]
    public async Task A_key_that_could_break_a_header_is_not_sent(string key)
    {
        var method = Method();
        Assert.Equal(new ProbeResult.Unavailable(new(FailureKind.ValueUnfit)), await Api.ProbeAsync(AppWith(method), method, Settings, Credential(key), Stop));
        Assert.Empty(Provider.Seen);
    }

    [Theory]
    [InlineData("evil.example/")]
    [InlineData("evil.example#")]
    [InlineData("a@evil.example")]
    [InlineData("a:b@evil")]
    [InlineData("a/../b")]
    [InlineData("")]
    public async Task A_setting_cannot_send_the_key_elsewhere(string subdomain)
    {
        var method = Method() with { Probe = Probe() with { Url = "https://{subdomain}.acme.example/me" } };
        var app = Apps.With(method, ["*.acme.example"]);
        var result = await Api.ProbeAsync(app, method, new Dictionary<string, string> { ["subdomain"] = subdomain }, Credential(Key), Stop);
        Assert.True(Assert.IsType<ProbeResult.Unavailable>(result).Failure.IsWithheld);
    }

    [Fact]
    public async Task What_is_shown_holds_no_secret()
    {
        Provider.Answer = async context =>
        {
            var echoed = context.Request.Headers.Authorization.ToString();
            await context.Response.WriteAsJsonAsync(new
            {
                id = "acct_1",
                name = "Acme",
                echo = Key,
                sentence = $"You sent {echoed}.",
                encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)),
                refresh_token = "short",
                client = new { secret = new { value = "deep" } },
                jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                text = "use sk_live_abcdefghijklmnop now",
                photo = "https://cdn.example/p.png?X-Amz-Signature=0123456789abcdef0123456789abcdef",
                blob = "a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0a1b2",
                guid = "0193c5d2-8f6e-7cc3-98c4-dc0c0c07398f",
            });
        };
        var shown = Assert.IsType<ProbeResult.Answered>(await ProbeAsync()).Shown;
        foreach (var secret in new[] { Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(Key)), "short", "deep", "eyJ", "sk_live", "0123456789abcdef", "a1b2c3" })
            Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);

        Assert.Contains("acct_1", shown, StringComparison.Ordinal);
        Assert.Contains("0193c5d2-8f6e-7cc3-98c4-dc0c0c07398f", shown, StringComparison.Ordinal);
        Assert.Contains("https://cdn.example/p.png", shown, StringComparison.Ordinal);
        Assert.Contains("\n", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_shown_is_at_most_two_thousand_characters()
    {
        Provider.Reply(200, $$"""{"id":"a","list":["{{string.Join("\",\"", Enumerable.Range(0, 2000))}}"]}""");
        Assert.Equal(2000, Assert.IsType<ProbeResult.Answered>(await ProbeAsync()).Shown.Length);
    }

    [Theory]
    [InlineData("eyJeyJ")]
    [InlineData("+a")]
    [InlineData("sk-")]
    [InlineData("?a=")]
    [InlineData("a-")]
    public async Task Hostile_text_does_not_take_long_to_clean(string piece)
    {
        Provider.Reply(200, $$"""{"id":"a","text":"{{string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length))}}"}""");
        Assert.IsType<ProbeResult.Answered>(await ProbeAsync().WaitAsync(TimeSpan.FromSeconds(10), Stop));
    }

    [Fact]
    public async Task The_accounts_of_a_grant_are_listed()
    {
        Provider.Reply(200, """{"items":[{"t":{"id":"1"},"n":"One"},{"t":{"id":2},"n":null},{"n":"nobody"},{"t":{"id":"1"},"n":"again"}]}""");
        var listed = Assert.IsType<ChoicesResult.Listed>(await ChoicesAsync("items"));
        Assert.Equal([new Choice("1", "One"), new Choice("2", "2")], listed.Choices);
        Assert.Equal("Bearer at", Provider.Seen.Single().Headers["Authorization"]);
    }

    [Theory]
    [InlineData(200, "{}", typeof(ChoicesResult.Unavailable))]
    [InlineData(200, "<html>", typeof(ChoicesResult.Unavailable))]
    [InlineData(200, "[]", typeof(ChoicesResult.Listed))]
    [InlineData(401, "{}", typeof(ChoicesResult.Refused))]
    [InlineData(429, "{}", typeof(ChoicesResult.Throttled))]
    [InlineData(500, "{}", typeof(ChoicesResult.Unavailable))]
    public async Task A_list_that_does_not_come_is_told_apart_from_an_empty_one(int status, string body, Type expected)
    {
        Provider.Reply(status, body);
        Assert.IsType(expected, await ChoicesAsync(""));
    }

    private static readonly Dictionary<string, string> Settings = new() { ["subdomain"] = "acme" };

    private static Dictionary<string, Secret> Credential(string key) => new() { ["key"] = new Secret(key) };

    private Task<ProbeResult> ProbeAsync(ApiKeyMethod? method = null) =>
        Api.ProbeAsync(AppWith(method ?? Method()), method ?? Method(), Settings, Credential(Key), Stop);

    private Task<ChoicesResult> ChoicesAsync(string list)
    {
        var method = OAuth() with
        {
            AfterConsent = new AfterConsent { Url = $"{Provider.Address}list", List = list, Id = "t.id", Name = "n", Label = "Organisation", Setting = "org" },
        };
        return Api.ChoicesAsync(AppWith(method), method, Settings, new Dictionary<string, Secret> { ["access_token"] = new("at") }, Stop);
    }

    private Probe Probe() => new() { Url = $"{Provider.Address}me", Id = "id", Name = ["name"] };

    private ApiKeyMethod Method() => new()
    {
        Key = "api-key",
        Label = "API key",
        Send = new RequestAuth { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer {key}" } },
        Probe = Probe(),
        Credentials = [new AppField { Key = "key", Label = "API Key", Secret = true }],
    };
}
