using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>A person can untick permissions at the provider.</summary>
public sealed class LimitedTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly Knobs WithoutMessages = new()
    {
        AutoApprove = "acct_acme",
        Scopes = ["openid", "profile", "email", "offline_access", "records.read"],
    };

    [Fact]
    public async Task What_was_not_granted_is_said_with_a_button_that_asks_again()
    {
        var back = await Returning.ToAsync(web, WithoutMessages);
        var result = await back.Guest.ResultAsync(await back.FinishAsync());

        Assert.Contains("Connected Acme Ops, but some permissions are missing", result);
        Assert.Contains("Send messages in your name", result);
        Assert.DoesNotContain("See your records", result);
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));
        Assert.Equal(["messages.write"], connection.MissingScopes);
        Assert.Contains($"connection={connection.Id}", result);
    }

    [Fact]
    public async Task Asking_again_and_getting_everything_ends_the_limit()
    {
        var back = await Returning.ToAsync(web, WithoutMessages);
        await back.FinishAsync();
        var limited = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant));

        await back.Guest.ConnectAsync(back.Step.Connect("oauth", limited.Id));
        Assert.Empty(Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).MissingScopes);
    }

    [Fact]
    public async Task A_provider_that_does_not_tell_what_it_granted_is_taken_to_have_granted_all()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        Assert.Empty(Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).MissingScopes);
    }

    [Fact]
    public async Task What_will_be_asked_for_is_said_before_in_plain_words()
    {
        var back = await Returning.ToAsync(web);
        var form = await back.Guest.Browser.OpenAsync(back.Step.Connect("oauth"));
        Assert.Contains("It will ask for 2 permissions", form.Text);
        Assert.Contains("Send messages in your name", form.Text);
    }
}
