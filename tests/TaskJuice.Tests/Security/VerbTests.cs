using System.Net;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>A verb that an address does not take is refused with the ones it takes, and in words that are true.</summary>
public sealed class VerbTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("BREW")]
    public async Task An_address_that_does_not_take_a_verb_names_those_it_takes(string verb)
    {
        var (guest, names) = await SettleAsync();
        foreach (var door in Door.All.Where(door => door.Pattern is not ("health" or "alive" or "errors/{code}")))
        {
            var reply = await guest.Browser.SendAsync(new(new(verb), door.Address(names)));
            if (reply.Status != HttpStatusCode.MethodNotAllowed)
            {
                Assert.True(reply.Status == HttpStatusCode.NotFound, $"{reply.Request}: {reply.Status}");
                continue;
            }

            Assert.True(reply.Allowed.Count > 0 && !reply.Allowed.Contains(verb), $"{reply.Request} allows {string.Join(',', reply.Allowed)}");
            if (door.Opens)
                Assert.Contains("GET", reply.Allowed);
            Assert.DoesNotContain("only accepts forms", reply.Body);
            Assert.Contains($"accept {verb} requests.", reply.Body);
        }
    }

    [Fact]
    public async Task An_address_that_takes_forms_alone_says_so_to_whoever_opens_it()
    {
        var (guest, names) = await SettleAsync();
        foreach (var address in (string[])["/sign-out", "/theme", $"/{names.Workspace}/workflows/{names.Workflow}/rename"])
        {
            var reply = await guest.Browser.SendAsync(new(HttpMethod.Get, address));
            Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.Status);
            Assert.Equal(["POST"], reply.Allowed);
            Assert.Contains("It only accepts forms.", reply.Body);
        }
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    public async Task The_callback_takes_visits_and_forms(string verb)
    {
        var reply = await web.NewGuest().Browser.SendAsync(new(new(verb), "/oauth/callback/sandbox/shared?state=a&code=b"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.Status);
        Assert.Equal(["GET", "POST"], reply.Allowed);
    }

    [Fact]
    public async Task A_page_that_a_browser_opens_ahead_says_what_it_is()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/oauth/callback/sandbox/shared?state=a&code=b");
        request.Headers.Add("Sec-Purpose", "prefetch");
        var reply = await web.NewGuest().Browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.Contains("been opened yet", reply.Body);
        Assert.Contains("Open the page yourself.", reply.Body);
        Assert.DoesNotContain("went wrong on our side", reply.Body);
        Assert.DoesNotContain("mention this number", reply.Body);
    }

    [Fact]
    public async Task A_form_with_too_many_fields_is_told_that()
    {
        var (guest, names) = await SettleAsync();
        var fields = Enumerable.Range(0, 5_000).Select(number => ($"f{number}", "1")).ToArray();
        var answer = await guest.Browser.SendFormAsync($"/{names.Workspace}/workflows", false, fields);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("This form has too many fields", answer.Text);
        Assert.Equal("too-many-fields", answer.Header("X-Problem"));
        var same = await guest.Browser.SendFormAsync($"/{names.Workspace}/workflows", false, [.. Enumerable.Repeat(("name", "1"), 5_000)]);
        Assert.Contains("This form has too many fields", same.Text);
    }

    private async Task<(Guest Guest, Names Names)> SettleAsync()
    {
        var back = await Returning.ToAsync(web);
        return (back.Guest, new(back.Agency.Slug, back.Step.WorkflowId, back.Step.Key, back.Started.Flow, Guid.NewGuid()));
    }
}
