using System.Diagnostics;
using TaskJuice.ServiceDefaults.Telemetry;
using Xunit;

namespace TaskJuice.Tests.Running;

public sealed class AddressCutterTests
{
    [Fact]
    public void The_query_of_an_incoming_request_is_dropped()
    {
        var span = new Activity("GET /oauth/callback").SetTag("url.query", "?code=topsecret&state=topsecret").SetTag("url.path", "/oauth/callback");

        Cut(span);

        Assert.Equal([new("url.path", "/oauth/callback")], span.TagObjects);
    }

    [Theory]
    [InlineData("url.full", "https://api.example.test/oauth/token?code=topsecret", "https://api.example.test")]
    [InlineData("http.url", "https://api.example.test:8443/bottopsecret/getMe", "https://api.example.test:8443")]
    [InlineData("url.full", "https://user:topsecret@api.example.test/", "https://api.example.test")]
    public void Of_an_outgoing_address_only_the_host_stays(string tag, string address, string kept)
    {
        var span = new Activity("GET").SetTag(tag, address);

        Cut(span);

        Assert.Equal(kept, span.GetTagItem(tag));
    }

    [Fact]
    public void What_is_no_address_is_dropped()
    {
        var span = new Activity("GET").SetTag("url.full", "topsecret");

        Cut(span);

        Assert.Empty(span.TagObjects);
    }

    private static void Cut(Activity span)
    {
        using var cutter = new AddressCutter();
        cutter.OnEnd(span);
    }
}
