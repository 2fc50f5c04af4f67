using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>A value of the provider's own reply that calls need, and that is not there or does not fit: nobody typed it, so nobody is told to.</summary>
public sealed class KeptValueTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Said = "The response from Quirky is missing a value TaskJuice needs to call it, or the value can't be used.";

    [Theory]
    [InlineData("null", Said)]
    [InlineData("""{"href":"https://api.quirky.test"}""", Said)]
    [InlineData("\"https://é.quirky.test\"", Said)]
    [InlineData("\"not an address\"", Said)]
    [InlineData("\"https://user@quirky.test\"", Said)]
    [InlineData("\"https://quirky.invalid\"", "TaskJuice isn't allowed to call quirky.invalid.")]
    public async Task An_approval_without_a_value_that_calls_need_is_told_as_an_answer_that_cannot_be_used(string domain, string said)
    {
        await using var provider = await WrittenProvider.StartAsync();
        provider.Token = $$"""{"access_token":"access-of-quirky","scope":"read write","api_domain":{{domain}}}""";
        var (agency, guest, step) = await provider.VisitAsync(web);
        var page = await WrittenProvider.ConnectAsync(guest, step);
        Assert.Contains("<h1>We couldn't use the response from Quirky</h1>", page);
        Assert.Contains(said, page);
        Assert.DoesNotContain("We didn't contact", page);
        Assert.DoesNotContain("Enter it again", page);
        Assert.DoesNotContain("Check what you entered", page);
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }
}
