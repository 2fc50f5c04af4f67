using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Pages.Connect;

public sealed partial class KeyFormTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("", "not a subdomain", "", new[] { "name", "subdomain", "key" }, "name")]
    [InlineData("Books", "not a subdomain", "", new[] { "subdomain", "key" }, "subdomain")]
    [InlineData("", "acme", "", new[] { "name", "key" }, "name")]
    [InlineData("Books", "acme", "", new[] { "key" }, "key")]
    public async Task Everything_that_is_wrong_is_said_at_once_and_focus_is_on_the_first(string name, string subdomain, string key, string[] wrong, string first)
    {
        var agency = await web.OpenAgencyAsync();
        var browser = (await web.SignInAsync(agency)).Browser;
        await browser.OpenAsync($"/{agency.Slug}/connect/sandbox-tenant");
        var answer = await browser.SendFormAsync($"/{agency.Slug}/connect/sandbox-tenant/key?method=api-key", true, ("f.name", name), ("f.subdomain", subdomain), ("f.key", key));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var inputs = Input().Matches(answer.Text).Select(match => match.Value).ToList();
        Assert.Equal(wrong, inputs.Where(input => input.Contains("aria-invalid=\"true\"")).Select(input => Id().Match(input).Groups[1].Value));
        Assert.Equal([first], inputs.Where(input => input.Contains("autofocus")).Select(input => Id().Match(input).Groups[1].Value));
        foreach (var field in wrong)
        {
            Assert.Contains($"<p class=\"field__error\" id=\"field-{field}-problem\"", answer.Text);
            Assert.Contains($"field-{field}-problem", inputs.Single(input => input.Contains($"id=\"field-{field}\"")));
        }
    }

    [Fact]
    public async Task What_the_provider_refuses_is_where_focus_goes()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var answer = await guest.ConnectKeyAsync($"/{agency.Slug}/connect/sandbox?method=api-key", "Books", "sk_sandbox_nobody");
        Assert.Contains("id=\"connect-trouble\" tabindex=\"-1\" autofocus", answer.Text);
        Assert.DoesNotContain(Input().Matches(answer.Text), match => match.Value.Contains("autofocus"));
    }

    [GeneratedRegex("<input [^>]*id=\"field-[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("id=\"field-([^\"]+)\"")]
    private static partial Regex Id();
}
