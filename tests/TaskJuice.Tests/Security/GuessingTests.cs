using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>Guessing is slowed down, and nobody can use that to keep somebody else out.</summary>
public sealed class GuessingTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_stranger_who_types_wrong_passwords_keeps_nobody_out()
    {
        var (server, agency) = (await Remote.ServerAsync(web), await web.OpenAgencyAsync());
        await GuessAsync(server, agency.Email, "203.0.113.1", 10);
        Assert.Equal(429, await new Remote(server, "203.0.113.1").SignInAsync(agency.Email, WebFixture.Password));
        Assert.Equal(302, await new Remote(server, "198.51.100.1").SignInAsync(agency.Email, WebFixture.Password));
    }

    [Fact]
    public async Task Many_strangers_use_up_the_tries_of_unknown_browsers_only()
    {
        var (server, agency) = (await Remote.ServerAsync(web), await web.OpenAgencyAsync());
        var known = new Remote(server, "198.51.100.1");
        Assert.Equal(302, await known.SignInAsync(agency.Email, WebFixture.Password));
        foreach (var number in (int[])[1, 2, 3])
            await GuessAsync(server, agency.Email, $"203.0.113.{number}", number == 3 ? 9 : 10);

        Assert.Equal(429, await new Remote(server, "203.0.113.9").SignInAsync(agency.Email.ToUpperInvariant(), WebFixture.Password));
        Assert.Equal(302, await known.SignInAsync(agency.Email, WebFixture.Password));
        Assert.Equal(422, await known.SignInAsync("somebody-else@walls.test", "wrong"));
    }

    [Fact]
    public async Task A_known_browser_may_not_guess_for_ever_and_is_a_stranger_to_everybody_else()
    {
        var (server, agency) = (await Remote.ServerAsync(web), await web.OpenAgencyAsync());
        var other = await web.OpenAgencyAsync("globex");
        var known = new Remote(server, "198.51.100.1");
        Assert.Equal(302, await known.SignInAsync(agency.Email, WebFixture.Password));
        for (var tried = 0; tried < 10; tried++)
            Assert.Equal(422, await known.SignInAsync(agency.Email, "wrong"));
        Assert.Equal(429, await known.SignInAsync(agency.Email, WebFixture.Password));

        await GuessAsync(server, other.Email, "198.51.100.1", 10);
        Assert.Equal(429, await known.SignInAsync(other.Email, WebFixture.Password));
    }

    [Fact]
    public async Task One_network_of_IPv6_is_one_stranger()
    {
        var server = await Remote.ServerAsync(web);
        for (var tried = 0; tried < 10; tried++)
            await GuessAsync(server, "nobody@walls.test", $"2001:db8:1:2::{tried + 1:x}", 1);
        Assert.Equal(429, await new Remote(server, "2001:db8:1:2:ffff::1").SignInAsync("nobody@walls.test", "wrong"));
        Assert.Equal(422, await new Remote(server, "2001:db8:1:3::1").SignInAsync("nobody@walls.test", "wrong"));
    }

    [Fact]
    public async Task Going_round_the_processes_brings_no_further_tries()
    {
        var (one, other, agency) = (await Remote.ServerAsync(web), await Remote.ServerAsync(web), await web.OpenAgencyAsync());
        await GuessAsync(one, agency.Email, "203.0.113.77", 5);
        await GuessAsync(other, agency.Email, "203.0.113.77", 5);
        foreach (var server in (TestServer[])[one, other, await Remote.ServerAsync(web)])
            Assert.Equal(429, await new Remote(server, "203.0.113.77").SignInAsync(agency.Email, WebFixture.Password));
        Assert.Equal(302, await new Remote(one, "198.51.100.77").SignInAsync(agency.Email, WebFixture.Password));
    }

    [Fact]
    public async Task Without_Redis_people_sign_in_and_each_process_counts_by_itself()
    {
        var (server, agency) = (await Remote.ServerAsync(web, ("ConnectionStrings:cache", "127.0.0.1:1,connectTimeout=200")), await web.OpenAgencyAsync());
        Assert.Equal(302, await new Remote(server, "198.51.100.78").SignInAsync(agency.Email, WebFixture.Password));
        await GuessAsync(server, agency.Email, "203.0.113.78", 10);
        Assert.Equal(429, await new Remote(server, "203.0.113.78").SignInAsync(agency.Email, WebFixture.Password));
    }

    [Fact]
    public async Task A_wrong_password_writes_nothing_so_that_it_takes_no_longer_than_an_unknown_address()
    {
        var (server, agency) = (await Remote.ServerAsync(web), await web.OpenAgencyAsync());
        var row = $"select concat(xmin, ' ', access_failed_count, ' ', lockout_end) from users where id = '{agency.UserId}'";
        var before = await web.ReadAsync(row);
        await GuessAsync(server, agency.Email, "203.0.113.1", 3);
        Assert.Equal(before, await web.ReadAsync(row));
    }

    private static async Task GuessAsync(TestServer server, string email, string from, int times)
    {
        for (var tried = 0; tried < times; tried++)
            Assert.Equal(422, await new Remote(server, from).SignInAsync(email, "wrong"));
    }
}
