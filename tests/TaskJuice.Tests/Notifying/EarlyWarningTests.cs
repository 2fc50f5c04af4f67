using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Notifying;

public sealed class EarlyWarningTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(90, 14)]
    [InlineData(28, 14)]
    [InlineData(27, 7)]
    [InlineData(4, 2)]
    [InlineData(3, null)]
    public void The_first_warning_never_comes_in_the_first_half_of_a_life(int days, int? lead) =>
        Assert.Equal(lead is { } before ? Now.AddDays(days - before) : null, EarlyWarning.First(Now, Now.AddDays(days)));

    [Theory]
    [InlineData(14, 7, 14)]
    [InlineData(8, 7, 14)]
    [InlineData(6, 2, 7)]
    [InlineData(1, null, 2)]
    public void Each_warning_has_its_day(int daysLeft, int? next, int current)
    {
        var end = Now.AddDays(daysLeft);
        Assert.Equal(next is { } lead ? end.AddDays(-lead) : null, EarlyWarning.Next(Now, end));
        Assert.Equal(end.AddDays(-current), EarlyWarning.Current(Now, end));
    }

    [Fact]
    public void Long_before_there_is_nothing_to_say() => Assert.Null(EarlyWarning.Current(Now, Now.AddDays(15)));

    [Theory]
    [InlineData("""{"refresh_token_expires_in": 864000}""", true, null, null, 10)]
    [InlineData("""{}""", true, 30, null, 30)]
    [InlineData("""{}""", true, null, 60, 60)]
    [InlineData("""{}""", true, 365, 90, 90)]
    [InlineData("""{}""", true, 30, 90, 30)]
    [InlineData("""{}""", false, 30, null, 5)]
    [InlineData("""{}""", false, 30, 60, 5)]
    [InlineData("""{}""", true, null, null, null)]
    public void The_end_of_a_refresh_token_is_what_the_provider_or_the_catalog_says(string reply, bool isNew, int? life, int? idle, int? days)
    {
        using var json = JsonDocument.Parse(reply);
        var method = new OAuthMethod
        {
            Key = "oauth",
            Label = "OAuth",
            AuthorizeUrl = "",
            TokenUrl = "",
            Send = new(),
            Probe = new() { Url = "" },
            Reply = new() { RefreshExpiry = "refresh_token_expires_in" },
            Life = new() { RefreshLife = Days(life), IdleLife = Days(idle) },
        };
        var tokens = new Tokens(new Secret("a"), isNew ? new Secret("r") : null, null, [], new Dictionary<string, string>(), json.RootElement);
        Assert.Equal(Now + Days(days), RefreshTokenEnd.After(method, tokens, Now.AddDays(5), Now));
    }

    [Theory]
    [InlineData("31.03.2027")]
    [InlineData("2027-02-30")]
    [InlineData("soon")]
    public void A_wrong_day_stops_the_start_with_a_sentence(string day)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("OAuth:Clients:some:ClientId", "id"), new("OAuth:Clients:some:ClientSecret", "hunter2"), new("OAuth:Clients:some:SecretExpiresOn", day)]).Build();
        var sentence = Assert.Single(Assert.Throws<OptionsValidationException>(() => new OAuthClients(configuration)).Failures);
        Assert.StartsWith("OAuth:Clients:some:SecretExpiresOn must be the date", sentence);
    }

    private static TimeSpan? Days(int? days) => days is { } number ? TimeSpan.FromDays(number) : null;
}
