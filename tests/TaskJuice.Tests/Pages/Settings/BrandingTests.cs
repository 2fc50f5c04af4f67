using System.Net;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Pages.Settings;

public sealed class BrandingTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Colour = "#1d6f5c";

    [Fact]
    public async Task A_kept_colour_dresses_every_page_of_the_account_and_no_other_account()
    {
        var (agency, guest, path) = await OpenAsync();
        var answer = await guest.Browser.SendFormAsync(path, false, ("colour", Colour));
        Assert.Equal((HttpStatusCode.SeeOther, path), (answer.Status, answer.Location));

        var page = await guest.Browser.OpenAsync($"/{agency.Slug}/workflows");
        Assert.Contains($"/{agency.Slug}/brand.css?v=1d6f5c", page.Text);
        var sheet = await guest.Browser.OpenAsync($"/{agency.Slug}/brand.css?v=1d6f5c");
        Assert.Contains($"--accent-fill: light-dark({Colour}", sheet.Text);
        Assert.Contains("@layer brand", sheet.Text);
        Assert.Contains("immutable", sheet.Header("Cache-Control"));
        Assert.Contains("private", sheet.Header("Cache-Control"));

        var other = await web.OpenAgencyAsync();
        Assert.DoesNotContain("brand.css", (await (await web.SignInAsync(other)).Browser.OpenAsync($"/{other.Slug}/workflows")).Text);
    }

    [Fact]
    public async Task Without_a_colour_there_is_nothing_to_load()
    {
        var (agency, guest, path) = await OpenAsync();
        await guest.Browser.SendFormAsync(path, false, ("colour", Colour));
        await guest.Browser.OpenAsync(path);
        var answer = await guest.Browser.SendFormAsync(path, false, ("colour", Colour), ("reset", "yes"));

        Assert.Equal(path, answer.Location);
        Assert.DoesNotContain("brand.css?v", (await guest.Browser.OpenAsync(path)).Text);
        Assert.Empty((await guest.Browser.OpenAsync($"/{agency.Slug}/brand.css")).Text);
    }

    [Theory]
    [InlineData("teal")]
    [InlineData("#12345")]
    [InlineData("#1d6f5c;} body{display:none")]
    public async Task What_is_no_colour_is_said_and_kept_in_the_field(string typed)
    {
        var (_, guest, path) = await OpenAsync();
        await guest.Browser.SendFormAsync(path, false, ("colour", Colour));
        await guest.Browser.OpenAsync(path);
        var answer = await guest.Browser.SendFormAsync(path, false, ("colour", typed));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Enter a color as six digits from 0 to f", answer.Text);
        Assert.Contains($"value=\"{typed}\"", answer.Text);
        Assert.Contains("brand.css?v=1d6f5c", answer.Text);
    }

    [Fact]
    public async Task A_colour_is_shown_with_its_contrast_before_it_is_kept()
    {
        var (agency, guest, path) = await OpenAsync();
        var page = await guest.Browser.OpenAsync($"{path}?colour=%23ffe600");

        Assert.Contains("This color has too little contrast here", page.Text);
        Assert.Contains("The color is used as it is.", page.Text);
        Assert.DoesNotContain("too little<", page.Text);
        Assert.DoesNotContain("brand.css?v", (await guest.Browser.OpenAsync($"/{agency.Slug}/workflows")).Text);
    }

    [Fact]
    public async Task A_member_may_not_and_is_told_so()
    {
        var (agency, _, path) = await OpenAsync();
        var guest = await web.SignInAsync(await web.AddColleagueAsync(agency));
        Assert.DoesNotContain("settings/branding", (await guest.Browser.OpenAsync($"/{agency.Slug}/workflows")).Text);

        var page = await guest.Browser.OpenAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("You don't have permission to do this", page.Text);
        await guest.Browser.OpenAsync($"/{agency.Slug}/workflows");
        foreach (var colour in (string[])[Colour, "nonsense", ""])
            Assert.Equal(HttpStatusCode.Forbidden, (await guest.Browser.SendFormAsync(path, false, ("colour", colour))).Status);
        Assert.Equal(DBNull.Value, await web.ReadAsync($"select brand_colour from accounts where id = '{agency.Tenant.AccountId}'"));
    }

    private async Task<(Agency Agency, Guest Guest, string Path)> OpenAsync()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var path = $"/{agency.Slug}/settings/branding";
        Assert.Equal(HttpStatusCode.OK, (await guest.Browser.OpenAsync(path)).Status);
        return (agency, guest, path);
    }
}
