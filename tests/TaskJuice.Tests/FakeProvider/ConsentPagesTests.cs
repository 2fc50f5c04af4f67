using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.FakeProvider;

public sealed class ConsentPagesTests(RunningProvider provider) : IClassFixture<RunningProvider>
{
    [Fact]
    public async Task A_person_signs_in_allows_and_the_client_reads_who_it_was()
    {
        var client = await provider.ClientAsync();
        using var visitor = Visitor();
        var consent = await visitor.SignInAsync(await visitor.GetAsync(client.AuthorizeUrl()), "ops@acme.test");
        consent.Says("read");
        consent.Says("write");
        var answer = (await visitor.SubmitAsync(consent, "Allow")).Answer;
        Assert.Equal(OAuthClient.State, answer["state"]);
        Assert.Equal(provider.Http.BaseAddress!.ToString(), answer["iss"]);

        var tokens = await Tokens.ReadAsync(await client.ExchangeAsync(answer["code"]));
        Assert.Equal(3600, tokens.Reply.GetProperty("expires_in").GetInt32());
        Assert.Equal("read write", tokens.Reply.GetProperty("scope").GetString());
        Assert.NotNull(tokens.Refresh);
        var person = await (await client.CallAsync("/userinfo", tokens.Access)).Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("acct_acme", person.GetProperty("sub").GetString());
        Assert.Equal("ops@acme.test", person.GetProperty("email").GetString());
        Assert.Equal("Acme Ops", person.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Saying_no_sends_access_denied_back()
    {
        var client = await provider.ClientAsync();
        using var visitor = Visitor();
        var consent = await visitor.SignInAsync(await visitor.GetAsync(client.AuthorizeUrl()), "ops@acme.test");
        var answer = (await visitor.SubmitAsync(consent, "Deny")).Answer;
        Assert.Equal("access_denied", answer["error"]);
        Assert.Equal(OAuthClient.State, answer["state"]);
        Assert.DoesNotContain("code", answer.Keys);
    }

    [Fact]
    public async Task A_person_who_is_signed_in_chooses_the_account()
    {
        var client = await provider.ClientAsync();
        using var visitor = Visitor();
        await visitor.SignInAsync(await visitor.GetAsync(client.AuthorizeUrl()), "ops@acme.test");
        var choice = await visitor.GetAsync(client.AuthorizeUrl());
        var consent = await visitor.SubmitAsync(choice, "Continue as Acme Ops");
        consent.Says("Acme Ops");

        var signIn = await visitor.SubmitAsync(choice, "Use another account");
        consent = await visitor.SignInAsync(signIn, "sales@globex.test");
        consent.Says("Globex Sales");
        Assert.Contains("code", (await visitor.SubmitAsync(consent, "Allow")).Answer.Keys);
        Assert.Equal("acct_globex", (await provider.Control.LedgerAsync(client.Id, Stop)).Single(entry => entry.Kind == "consent").Account);
    }

    [Fact]
    public async Task A_wrong_password_keeps_the_form()
    {
        var client = await provider.ClientAsync();
        using var visitor = Visitor();
        var again = await visitor.SignInAsync(await visitor.GetAsync(client.AuthorizeUrl()), "ops@acme.test", "guess");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        again.Says("Wrong email or password.");
        Assert.DoesNotContain("guess", again.Html);
        (await visitor.SignInAsync(again, "ops@acme.test")).Says("Allow access");
    }

    [Fact]
    public async Task A_client_may_post_its_request()
    {
        var client = await provider.ClientAsync(new Knobs { AutoApprove = "acct_acme" });
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var url = new Uri(provider.Http.BaseAddress!, client.AuthorizeUrl());
        var form = QueryHelpers.ParseQuery(url.Query)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()));
        using var response = await http.PostAsync(new Uri(url, "/oauth/authorize"), new FormUrlEncodedContent(form), Stop);
        Assert.Contains("code=", response.Headers.Location!.Query);
    }

    [Fact]
    public async Task A_decision_forged_elsewhere_counts_for_nothing()
    {
        var client = await provider.ClientAsync();
        using var visitor = Visitor();
        var consent = await visitor.SignInAsync(await visitor.GetAsync(client.AuthorizeUrl()), "ops@acme.test");
        var forged = consent with { Html = consent.Html.Replace("__RequestVerificationToken", "something-else") };
        Assert.Null((await visitor.SubmitAsync(forged, "Allow")).Location);
    }

    [Theory]
    [InlineData("client_id", "nobody")]
    [InlineData("redirect_uri", "https://attacker.example/callback")]
    public async Task A_request_that_cannot_be_trusted_is_not_sent_anywhere(string parameter, string value)
    {
        var client = await provider.ClientAsync();
        using var visitor = Visitor();
        var page = await visitor.GetAsync(client.AuthorizeUrl((parameter, value)));
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        page.Says("This request cannot be answered");
    }

    [Fact]
    public async Task A_client_with_registered_addresses_may_return_to_no_other()
    {
        var client = await provider.ClientAsync(redirectUris: ["http://localhost:5999/other"]);
        using var visitor = Visitor();
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync(client.AuthorizeUrl())).Status);
    }

    [Fact]
    public async Task Pages_cut_off_the_opener_when_told_to()
    {
        const string Policy = "Cross-Origin-Opener-Policy";
        using var visitor = Visitor();
        var strict = await visitor.GetAsync((await provider.ClientAsync(new Knobs { Coop = true })).AuthorizeUrl());
        Assert.Equal("same-origin", strict.Headers[Policy]);
        Assert.Equal("same-origin", (await visitor.SignInAsync(strict, "ops@acme.test")).Headers[Policy]);
        Assert.DoesNotContain(Policy, (await visitor.GetAsync((await provider.ClientAsync()).AuthorizeUrl())).Headers.Keys);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Visitor Visitor() => new(provider.Http.BaseAddress!);
}
