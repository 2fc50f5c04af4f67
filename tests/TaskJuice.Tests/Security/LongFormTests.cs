using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Catalog;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>Nobody, signed in or not, can send more than a form of that address needs; it is refused before it is read.</summary>
public sealed class LongFormTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const int Usual = 16 * 1024;
    private const int Longer = 64 * 1024;

    // A form field as text, and as bytes on their way when each of its characters has to be escaped.
    private const int LongestText = 4096;
    private const int Escaped = 3;

    private static readonly string[] TakeMore = ["{workspace}/connect/{app}/key", "{workspace}/connect/{app}/oauth", "{workspace}/notifications/read"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_too_long_is_refused_everywhere_by_what_it_announces(bool isSignedIn)
    {
        var back = await Returning.ToAsync(web);
        var names = new Names(back.Agency.Slug, back.Step.WorkflowId, back.Step.Key, back.Started.Flow, Guid.NewGuid());
        var wire = new Wire(await web.OnPortAsync(), isSignedIn ? back.Guest : null);
        foreach (var (address, most) in Door.All.Select(door => (door.Address(names), TakeMore.Contains(door.Pattern) ? Longer : Usual)).Append(("/no-such-page", Usual)))
        {
            foreach (var type in (string[])["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
            {
                var refused = await AnnounceAsync(wire, address, most + 1, type);
                Assert.Equal((address, 413), (address, Wire.Status(refused)));
                Assert.Contains(address.Contains("/callback/", StringComparison.Ordinal) ? "Nothing was connected." : "too much text for one form", refused);

                // One byte less is read, and is nonsense.
                Assert.Equal((address, 400), (address, Wire.Status(await wire.SendAsync("POST", address, new string('a', most), type))));
            }
        }
    }

    [Fact]
    public async Task A_body_that_announces_nothing_is_refused_where_it_gets_too_long()
    {
        var wire = new Wire(await web.OnPortAsync());
        var chunk = new string('a', Usual / 2);
        var chunks = string.Concat(Enumerable.Repeat($"{chunk.Length:x}\r\n{chunk}\r\n", 3));
        foreach (var address in (string[])["/sign-in", "/oauth/callback/sandbox/shared", "/no-such-page"])
        {
            var answer = await wire.SendAsync("POST", address, $"{chunks}0\r\n\r\n", "application/x-www-form-urlencoded", Wire.Chunked);
            Assert.Equal((address, 413), (address, Wire.Status(answer)));
        }
    }

    [Fact]
    public void The_longest_form_of_every_app_fits()
    {
        foreach (var app in web.Services.GetRequiredService<AppCatalog>().Apps)
        {
            foreach (var method in app.Methods)
            {
                var fields = app.Fields.Count + ((method as ApiKeyMethod)?.Credentials.Count ?? 0);
                Assert.InRange(Usual / 2 + fields * LongestText * Escaped, 0, Longer);
            }
        }
    }

    private static Task<string> AnnounceAsync(Wire wire, string address, int length, string type) =>
        wire.SendAsync("POST", address, "", type, $"Content-Length: {length}");
}
