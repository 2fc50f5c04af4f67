using System.Net;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>What cannot be read, or holds what is no text, is refused alike at every address, and nothing breaks.</summary>
public sealed class UnreadableTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly string[] Fields =
        ["name", "title", "to", "operation", "connection", "with", "flow", "mode", "choice", "decision", "f.name", "f.key", "f.subdomain", "colour", "email", "password", "return"];

    [Fact]
    public async Task A_NUL_in_any_field_of_any_form_is_refused_before_anything_happens()
    {
        var (guest, names) = await SettleAsync();
        var token = await guest.TokenAsync(names.Workspace);
        var before = await web.PictureAsync();
        foreach (var door in Door.All.Where(door => door.TakesForms))
        {
            foreach (var field in Fields)
                Refused(await SendAsync(guest, door, names, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new(field, "a\0b")])), field);
            Refused(await SendAsync(guest, door, names, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("na\0me", "a")])), "a name");
            using var parts = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new StringContent("a\0b"), "name" } };
            Refused(await SendAsync(guest, door, names, parts), "a part");
        }

        Assert.Equal(before, await web.PictureAsync());
    }

    [Theory]
    [InlineData("p[[[[")]
    [InlineData("name[")]
    [InlineData("connection[0")]
    [InlineData("][")]
    [InlineData("a[b].c[")]
    public async Task Brackets_in_the_name_of_a_field_break_no_form(string field)
    {
        var (guest, names) = await SettleAsync();
        var token = await guest.TokenAsync(names.Workspace);
        foreach (var door in Door.All.Where(door => door.TakesForms && door.Pattern != "sign-out"))
        {
            var answer = await SendAsync(guest, door, names, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new(field, "a")]));
            Assert.True((int)answer.Status < 500, $"{answer.Request}: {answer.Status}");
        }
    }

    [Fact]
    public async Task A_NUL_in_an_address_is_refused_everywhere()
    {
        var (guest, names) = await SettleAsync();
        var wire = new Wire(await web.OnPortAsync(), guest);
        foreach (var door in Door.All)
        {
            var address = door.Address(names);
            var query = await guest.Browser.GetAsync($"{address}{(address.Contains('?') ? '&' : '?')}q=%00&step=a%00b&method=%00");
            Assert.True(query.Status == HttpStatusCode.BadRequest, $"{query.Request}: {query.Status}");
            var path = $"{address.Split('?')[0]}%00";
            Assert.InRange(Wire.Status(await wire.SendAsync("GET", path)), 400, 404);
        }
    }

    [Fact]
    public async Task The_refusal_says_what_is_wrong()
    {
        var (guest, names) = await SettleAsync();
        var answer = await guest.Browser.SendFormAsync($"/{names.Workspace}/workflows", false, ("name", "a\0b"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("contains a character that isn't valid text", answer.Text);
        Assert.Equal("unreadable", answer.Header("X-Problem"));
    }

    [Theory]
    [InlineData("GET", "?state=a%00b", "application/x-www-form-urlencoded", "")]
    [InlineData("POST", "", "application/x-www-form-urlencoded", "state=a%00b")]
    [InlineData("POST", "", "application/json", "{\"state\":\"a\"}")]
    [InlineData("POST", "", "text/plain", "state=a")]
    [InlineData("POST", "", "multipart/form-data; boundary=x", "nonsense")]
    public async Task In_the_window_of_a_provider_the_refusal_asks_nobody_to_type(string verb, string query, string type, string body)
    {
        var (guest, _) = await SettleAsync();
        var page = await new Wire(await web.OnPortAsync(), guest).SendAsync(verb, $"/oauth/callback/sandbox/shared{query}", body, type);
        Assert.InRange(Wire.Status(page), 400, 415);
        Assert.Contains("Nothing was connected.", page);
        Assert.Contains("Go back to TaskJuice and select Connect Account again.", page);
        Assert.DoesNotContain("pasting", page);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "nonsense", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end", 400)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Dis", 400)]
    [InlineData("multipart/form-data", "--x\r\n", 400)]
    [InlineData("multipart/form-data; boundary=", "--x\r\n", 400)]
    [InlineData("application/x-www-form-urlencoded", "name=%00", 400)]
    [InlineData("application/x-www-form-urlencoded", "%00=name", 400)]
    [InlineData("application/json", "{\"name\":\"a\"}", 415)]
    [InlineData("text/plain", "name=a", 415)]
    [InlineData("nonsense", "name=a", 415)]
    public async Task A_form_that_cannot_be_read_gets_a_plain_refusal(string type, string body, int status)
    {
        var (guest, names) = await SettleAsync();
        var wire = new Wire(await web.OnPortAsync(), guest);
        foreach (var target in (string[])[$"/{names.Workspace}/workflows", "/sign-in", "/sign-out", "/no-such-page", "/oauth/callback/sandbox/shared"])
            Assert.Equal((target, status), (target, Wire.Status(await wire.SendAsync("POST", target, body, type))));
    }

    [Theory]
    [InlineData("charset=utf-16")]
    [InlineData("charset=utf-7")]
    [InlineData("charset=no-such-charset")]
    [InlineData("charset=\"")]
    public async Task A_form_in_another_charset_is_refused_and_breaks_nothing(string charset)
    {
        var (guest, names) = await SettleAsync();
        var answer = await new Wire(await web.OnPortAsync(), guest)
            .SendAsync("POST", $"/{names.Workspace}/workflows", "name=%ff%fe%d8%3d&x=\xd8\x3d", $"application/x-www-form-urlencoded; {charset}");
        Assert.InRange(Wire.Status(answer), 400, 499);
    }

    [Fact]
    public async Task Too_much_is_refused_however_it_is_sent()
    {
        var (guest, names) = await SettleAsync();
        var wire = new Wire(await web.OnPortAsync(), guest);
        var much = new string('a', 300 * 1024);
        var fields = string.Join('&', Enumerable.Range(0, 2_000).Select(number => $"f{number}=1"));
        foreach (var target in (string[])["/sign-in", $"/{names.Workspace}/workflows"])
        {
            Assert.Equal(413, Wire.Status(await wire.SendAsync("POST", target, $"name={much}")));
            Assert.Equal(400, Wire.Status(await wire.SendAsync("POST", target, fields)));
            Assert.Equal(400, Wire.Status(await wire.SendAsync("POST", target, $"{much[..10_000]}=a")));
            Assert.Equal(413, Wire.Status(await wire.SendAsync(
                "POST", target, $"--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n{much}\r\n--x--\r\n", "multipart/form-data; boundary=x")));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1")]
    [InlineData("101")]
    [InlineData("100")]
    [InlineData("200")]
    [InlineData("204")]
    [InlineData("304")]
    [InlineData("500")]
    [InlineData("1000")]
    [InlineData("2147483647")]
    [InlineData("999999999999")]
    [InlineData("none")]
    public async Task Nobody_chooses_the_status_of_an_answer(string code)
    {
        var wire = new Wire(await web.OnPortAsync());
        Assert.Equal(404, Wire.Status(await wire.SendAsync("GET", $"/errors/{code}")));
        Assert.Equal(404, Wire.Status(await wire.SendAsync("POST", $"/errors/{code}", "code=500&Code=1")));
    }

    private static void Refused(Reply reply, string with) =>
        Assert.True(reply.Status == HttpStatusCode.BadRequest, $"{reply.Request} with {with}: {reply.Status}");

    private static Task<Reply> SendAsync(Guest guest, Door door, Names names, HttpContent content) =>
        guest.Browser.SendAsync(new(HttpMethod.Post, door.Address(names)) { Content = content });

    private async Task<(Guest Guest, Names Names)> SettleAsync()
    {
        var back = await Returning.ToAsync(web);
        return (back.Guest, new(back.Agency.Slug, back.Step.WorkflowId, back.Step.Key, back.Started.Flow, Guid.NewGuid()));
    }
}
