using System.Net;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Calls;

/// <summary>Characters that people type into credentials: all that can be sent are, and the others are refused at their field.</summary>
public sealed class CharactersTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("pä")]
    [InlineData("日本語")]
    [InlineData("a:b")]
    public async Task A_password_of_Basic_reaches_the_provider(string password)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        await web.ForgetCallsAsync();
        var answer = await guest.ConnectKeyAsync(step.Connect("account-token"), "Mine", "", ("f.accountSid", "ACacme"), ("f.authToken", password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Sandbox didn't accept this key.", answer.Text);
        Assert.Equal(1, await web.CallsAsync("api.key"));
    }

    [Theory]
    [InlineData("sandbox-tenant", "clé", "contains a character we can't send to Sandbox")]
    [InlineData("freshdesk", "a:b", "The API Key can't contain a colon.")]
    public async Task What_cannot_be_sent_is_refused_at_its_field(string app, string value, string said)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var answer = await guest.ConnectKeyAsync($"/{agency.Slug}/connect/{app}?method=api-key", "Mine", value, ("f.subdomain", "acme"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Text);
        Assert.Contains("field--wrong", answer.Text);
        Assert.DoesNotContain("says:", answer.Text);
    }
}
