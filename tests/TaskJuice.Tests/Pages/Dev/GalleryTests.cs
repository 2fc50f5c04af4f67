using System.Net;
using System.Text.RegularExpressions;
using TaskJuice.Tests.Running;
using TaskJuice.Tests.Security;
using Xunit;

namespace TaskJuice.Tests.Pages.Dev;

public sealed partial class GalleryTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task It_is_there_for_developers_only()
    {
        Assert.Equal(HttpStatusCode.OK, (await web.NewGuest().Browser.OpenAsync("/dev/gallery")).Status);

        var elsewhere = Door.Found(await web.StartHostAsync(("environment", "Production")));
        Assert.Contains("sign-in", elsewhere);
        Assert.DoesNotContain(elsewhere, address => address.StartsWith("dev", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ffe600")]
    [InlineData("nonsense")]
    public async Task Every_colour_has_the_contrast_it_needs(string brand)
    {
        var page = (await web.NewGuest().Browser.OpenAsync($"/dev/gallery?brand={brand}")).Text;
        Assert.Contains("data-contrast=\"enough\"", page);
        Assert.DoesNotContain("data-contrast=\"too-little\"", page);
    }

    [Fact]
    public void Every_icon_that_is_asked_for_is_in_the_sprite()
    {
        var views = Directory.EnumerateFiles(Path.Combine(Repository.Root, "TaskJuice.Web", "Pages"), "*.cshtml", SearchOption.AllDirectories).ToArray();
        var drawn = Symbol().Matches(File.ReadAllText(views.Single(view => view.EndsWith("_Icons.cshtml", StringComparison.Ordinal)))).Select(match => match.Groups[1].Value).ToHashSet();
        var asked = views.SelectMany(view => Asked().Matches(File.ReadAllText(view)).Select(match => match.Groups[1].Value)).Distinct();
        Assert.Empty(asked.Except(drawn));
    }

    [GeneratedRegex("<symbol id=\"i-([a-z]+)\"")]
    private static partial Regex Symbol();

    [GeneratedRegex("name=\"_Icon\" model='\"([a-z-]+)\"'")]
    private static partial Regex Asked();
}
