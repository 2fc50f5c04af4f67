using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.FakeProvider;

public sealed class ProviderApiTests(RunningProvider provider) : IClassFixture<RunningProvider>
{
    [Theory]
    [InlineData("acct_acme", 2)]
    [InlineData("acct_globex", 1)]
    [InlineData("acct_initech", 0)]
    public async Task A_person_belongs_to_organisations(string account, int count)
    {
        var client = await provider.ClientAsync(new Knobs { AutoApprove = account });
        var tokens = await client.ConnectAsync();
        using var response = await client.CallAsync("/api/organisations", tokens.Access);
        var list = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(count, list.GetArrayLength());
        Assert.All(list.EnumerateArray(), entry => Assert.NotEmpty(entry.GetProperty("tenantName").GetString()!));
    }

    [Fact]
    public async Task A_key_works_as_bearer_as_header_and_as_basic_pair()
    {
        Assert.Equal("acct_acme", await IdAsync(new("Bearer", "sk_sandbox_acme")));
        Assert.Equal("acct_globex", await IdAsync(new("Basic", Base64("ACglobex:token_globex"))));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/me") { Headers = { { "X-Api-Key", "sk_sandbox_initech" } } };
        using var response = await provider.Http.SendAsync(request, Stop);
        Assert.Contains("acct_initech", await response.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("Bearer", "sk_sandbox_nobody")]
    [InlineData("Bearer", "anything")]
    [InlineData("Basic", "QUNhY21lOndyb25n")]
    [InlineData("Basic", "!")]
    public async Task A_wrong_credential_is_an_invalid_token(string scheme, string value)
    {
        using var response = await CallAsync("/api/me", new(scheme, value));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("""{"error":"invalid_token"}""", await response.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_publishable_key_is_refused_with_a_hint()
    {
        using var response = await CallAsync("/api/me", new("Bearer", "pk_sandbox_acme"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("publishable key", await response.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_tenant_has_ids_of_its_own()
    {
        using var response = await CallAsync("/t/north/api/me", new("Bearer", "sk_sandbox_acme"));
        Assert.Equal("acct_acme@north", (await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Organisations_are_not_for_keys()
    {
        using var response = await CallAsync("/api/organisations", new("Bearer", "sk_sandbox_acme"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_API_fails_as_often_as_set()
    {
        var knobs = new Knobs { AutoApprove = "acct_acme", Api = new ApiKnob { Status = 503, Times = 2 } };
        var client = await provider.ClientAsync(knobs);
        var tokens = await client.ConnectAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.CallAsync("/api/me", tokens.Access)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.CallAsync("/userinfo", tokens.Access)).StatusCode);
        Assert.True((await client.CallAsync("/api/me", tokens.Access)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Calls_with_a_key_obey_the_default_client()
    {
        await provider.Control.SetKnobsAsync("taskjuice-sandbox", new Knobs { Api = new ApiKnob { Body = "html", Times = 1 } }, Stop);
        using var response = await CallAsync("/api/me", new("Bearer", "sk_sandbox_acme"));
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("acct_acme", await IdAsync(new("Bearer", "sk_sandbox_acme")));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Base64(string pair) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private Task<HttpResponseMessage> CallAsync(string path, AuthenticationHeaderValue authorization) =>
        new OAuthClient(provider.Http, "nobody").CallAsync(path, authorization);

    private async Task<string?> IdAsync(AuthenticationHeaderValue authorization)
    {
        using var response = await CallAsync("/api/me", authorization);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString();
    }
}
