using System.Net;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>Knocks at every address of the program.</summary>
public sealed class DoorTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public void Every_address_is_in_the_list() =>
        Assert.Equal(Door.All.Select(door => door.Pattern).Order(StringComparer.Ordinal), Door.Found(web.Services));

    [Fact]
    public async Task A_foreign_and_a_missing_thing_give_the_same_answer_and_nothing_changes()
    {
        var (guest, mine) = await SettleAsync();
        var (_, foreign) = await SettleAsync();
        var token = await guest.TokenAsync(mine.Workspace);
        var before = await web.PictureAsync();

        foreach (var door in Door.All.Where(door => door.For == For.Member))
        {
            await SameAsync(guest, door, token, foreign, Names.Missing);
            if (!door.Streams && door.Address(mine) != door.Address(foreign with { Workspace = mine.Workspace }))
                await SameAsync(guest, door, token, foreign with { Workspace = mine.Workspace }, Names.Missing with { Workspace = mine.Workspace });
            if (door.Pattern.Contains("{key}", StringComparison.Ordinal))
                await SameAsync(guest, door, token, mine with { Step = foreign.Step, Connection = foreign.Connection }, mine with { Step = "00000000", Connection = Guid.NewGuid() });
        }

        Assert.Equal(before, await web.PictureAsync());
        Assert.Equal(0, await web.CallsAsync("api.key"));
    }

    [Fact]
    public async Task A_foreign_account_cannot_be_chosen_for_an_own_step()
    {
        var (guest, mine) = await SettleAsync();
        var (_, foreign) = await SettleAsync();
        var token = await guest.TokenAsync(mine.Workspace);
        var before = await web.PictureAsync();
        var address = $"/{mine.Workspace}/workflows/{mine.Workflow}/steps/{mine.Step}/account";
        var one = await guest.Browser.PostAsync(address, token, mine with { Connection = foreign.Connection });
        var two = await guest.Browser.PostAsync(address, token, mine with { Connection = Guid.NewGuid() });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (one.Status, two.Status));
        Assert.Equal(one.Body, two.Body);
        Assert.Equal(before, await web.PictureAsync());
    }

    [Fact]
    public async Task Opening_an_address_never_changes_anything()
    {
        var (guest, mine) = await SettleAsync();
        var before = await web.PictureAsync();
        foreach (var door in Door.All)
        {
            var reply = await guest.Browser.GetAsync(door.Address(mine));
            var fits = door.Opens
                ? reply.Status is HttpStatusCode.OK or HttpStatusCode.Redirect || door.Pattern is "errors/{code}" or "dev/failure" or "oauth/callback/{app}/{client}"
                : reply.Status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.Redirect;
            Assert.True(fits, $"{reply.Request}: {reply.Status}");
        }

        Assert.Equal(before, await web.PictureAsync());
    }

    [Fact]
    public async Task Nobody_comes_in_without_signing_in()
    {
        var (_, names) = await SettleAsync();
        var before = await web.PictureAsync();
        var nobody = web.NewGuest().Browser;
        foreach (var door in Door.All.Where(door => door.For != For.Everybody))
        {
            foreach (var reply in (Reply[])[await nobody.GetAsync(door.Address(names)), await nobody.PostAsync(door.Address(names), null, names)])
            {
                Assert.True(reply.Status == HttpStatusCode.Redirect, $"{reply.Request}: {reply.Status}");
                Assert.StartsWith("https://localhost/sign-in?return=", new Uri(new("https://localhost"), reply.Location).AbsoluteUri);
            }
        }

        Assert.Equal(before, await web.PictureAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("made-up")]
    [InlineData("of somebody else")]
    public async Task A_form_without_the_persons_own_token_changes_nothing(string? token)
    {
        var (guest, mine) = await SettleAsync();
        var (other, theirs) = await SettleAsync();
        if (token == "of somebody else")
            token = await other.TokenAsync(theirs.Workspace);
        var before = await web.PictureAsync();

        foreach (var door in Door.All.Where(door => door.TakesForms))
        {
            var reply = await guest.Browser.PostAsync(door.Address(mine), token, mine);
            Assert.True(reply.Status == HttpStatusCode.BadRequest, $"{reply.Request}: {reply.Status}");
        }

        Assert.Equal(before, await web.PictureAsync());
        Assert.Equal(HttpStatusCode.OK, (await guest.Browser.OpenAsync($"/{mine.Workspace}/workflows")).Status);
    }

    private async Task<(Guest Guest, Names Names)> SettleAsync()
    {
        var agency = await web.OpenAgencyAsync($"space-{Guid.NewGuid().ToString("N")[..8]}");
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug);
        await guest.ConnectAsync(step.Connect("oauth"));
        var started = await guest.StartAsync(step.Connect("oauth"));
        var connection = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        await web.ForgetCallsAsync();
        return (guest, new(agency.Slug, step.WorkflowId, step.Key, started.Flow, connection.Id));
    }

    private static async Task SameAsync(Guest guest, Door door, string token, Names foreign, Names missing)
    {
        var (one, two) = (await guest.Browser.GetAsync(door.Address(foreign)), await guest.Browser.GetAsync(door.Address(missing)));
        Compare(one, foreign, two, missing);
        if (!door.TakesForms)
            return;

        (one, two) = (await guest.Browser.PostAsync(door.Address(foreign), token, foreign), await guest.Browser.PostAsync(door.Address(missing), token, missing));
        Compare(one, foreign, two, missing);
    }

    private static void Compare(Reply one, Names foreign, Reply two, Names missing)
    {
        Assert.True(one.Status == two.Status, $"{one.Request}: {one.Status}, but {two.Status} when missing");
        Assert.Equal(one.Body, two.Body);
        Assert.Equal(foreign.Without(one.Location), missing.Without(two.Location));

        // Some addresses of forms lead back to the page of the form, which then is not there.
        Assert.True(one.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed || (int)one.Status is 302 or 303, $"{one.Request}: {one.Status}");
    }
}
