using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

public sealed class HeaderTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly (string Name, string Part)[] Expected =
    [
        ("Content-Security-Policy", "default-src 'none'"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("Content-Security-Policy", "form-action 'self'"),
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", "camera=()"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
        ("X-Request-Id", ""),
    ];

    [Fact]
    public async Task Every_answer_of_every_address_carries_them()
    {
        var back = await Returning.ToAsync(web);
        var mine = new Names(back.Agency.Slug, back.Step.WorkflowId, back.Step.Key, back.Started.Flow, Guid.NewGuid());
        var token = await back.Guest.TokenAsync(back.Agency.Slug);
        var nobody = web.NewGuest().Browser;

        foreach (var door in Door.All)
        {
            Check(await back.Guest.Browser.GetAsync(door.Address(mine)));
            Check(await back.Guest.Browser.GetAsync(door.Address(Names.Missing)));
            Check(await back.Guest.Browser.PostAsync(door.Address(mine), null, mine));
            Check(await nobody.GetAsync(door.Address(mine)));
            if (door is { TakesForms: true, Pattern: not "sign-out" })
                Check(await back.Guest.Browser.PostAsync(door.Address(mine), token, mine));
        }
    }

    [Theory]
    [InlineData("/no-such-page")]
    [InlineData("/a//b")]
    [InlineData("/acme%2fworkflows")]
    [InlineData("/dev/failure")]
    public async Task So_does_an_answer_to_what_is_not_there(string address) => Check(await web.NewGuest().Browser.GetAsync(address));

    [Fact]
    public async Task A_callback_is_kept_nowhere_and_tells_nobody_where_it_came_from()
    {
        var back = await Returning.ToAsync(web);
        var reply = await back.Guest.Browser.GetAsync(back.Callback);
        Assert.Contains("no-store", reply.Header("Cache-Control"));
        Assert.Equal("no-referrer", reply.Header("Referrer-Policy"));
        Assert.DoesNotContain("code=", reply.Location);
        Assert.DoesNotContain("state=", reply.Location);
    }

    [Fact]
    public async Task Another_site_is_never_let_in_to_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("Origin", "https://evil.test");
        using var response = await web.NewGuest().Browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static void Check(Reply reply)
    {
        foreach (var (name, part) in Expected)
            Assert.True(reply.Header(name)?.Contains(part, StringComparison.Ordinal) == true, $"{reply.Request} ({reply.Status}): {name} is {reply.Header(name) ?? "missing"}");
        Assert.DoesNotContain("unsafe", reply.Header("Content-Security-Policy"));
        Assert.Null(reply.Header("Server"));
        if (!reply.Headers.TryGetValues("Set-Cookie", out var cookies))
            return;

        foreach (var cookie in cookies)
        {
            Assert.StartsWith("__Host-", cookie);
            foreach (var word in (string[])["secure", "path=/", "samesite=lax"])
                Assert.Contains(word, cookie, StringComparison.OrdinalIgnoreCase);
            Assert.True(cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase) || cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal), cookie.Split('=')[0]);
        }
    }
}
