using System.Net;
using System.Xml.Linq;
using Xunit;

namespace TaskJuice.Tests.Vault;

public sealed class KeyRingTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_keys_behind_the_cookies_are_sealed_in_the_database()
    {
        await web.SignInAsync(await web.OpenAgencyAsync());
        var key = XElement.Parse((string)(await web.ReadAsync("select xml from data_protection_keys"))!);
        Assert.Single(key.Descendants("sealed"));
        Assert.Empty(key.Descendants("masterKey"));
        Assert.Empty(key.Descendants("value"));
    }

    [Fact]
    public async Task Another_process_with_the_same_keys_reads_the_same_cookies()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var elsewhere = await web.OnNewHostAsync(guest);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Browser.OpenAsync($"/{agency.Slug}/workflows")).Status);
    }
}
