using Microsoft.Extensions.Options;
using TaskJuice.Core.Configuring;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Limiting;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Retention;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Configuring;

public sealed class SettingsTests
{
    private const string Days = "must be a whole number from 1 to 3650.";
    private const string Limit = "must be a whole number from 1 to 1000000.";
    private const string Life = "must be a time from 00:00:00 to 01:00:00, such as 00:05:00.";

    private static readonly Dictionary<Type, Func<(string Setting, string? Value)[], object>> Classes = new()
    {
        [typeof(RefreshRates)] = values => Bound.Settings<RefreshRates>("Refresh", values),
        [typeof(SpoolPlace)] = values => Bound.Settings<SpoolPlace>("Refresh", values),
        [typeof(AnswerPatience)] = values => Bound.Settings<AnswerPatience>("Connect", values),
        [typeof(PersonLimits)] = values => Bound.Settings<PersonLimits>("Limits", values),
        [typeof(RetentionPeriods)] = values => Bound.Settings<RetentionPeriods>("", values),
        [typeof(VaultLimits)] = values => Bound.Settings<VaultLimits>("Vault", values),
    };

    [Theory]
    [InlineData(typeof(RefreshRates), "Refresh:PerSecond", "10001", "must be a whole number from 1 to 10000.")]
    [InlineData(typeof(SpoolPlace), "Refresh:SpoolRoomMegabytes", "0", "must be a whole number from 1 to 2147483647.")]
    [InlineData(typeof(AnswerPatience), "Connect:AnswerWithinSeconds", "61", "must be a whole number from 1 to 60.")]
    [InlineData(typeof(PersonLimits), "Limits:ConnectStarts", "0", Limit)]
    [InlineData(typeof(PersonLimits), "Limits:KeyTests", "-1", Limit)]
    [InlineData(typeof(PersonLimits), "Limits:Checks", "1000001", Limit)]
    [InlineData(typeof(PersonLimits), "Limits:Streams", "99999999999999", Limit)]
    [InlineData(typeof(RetentionPeriods), "History:RoutineDays", "3651", Days)]
    [InlineData(typeof(RetentionPeriods), "Mail:KeepDays", "0", Days)]
    [InlineData(typeof(RetentionPeriods), "Revocations:KeepDays", "0", Days)]
    [InlineData(typeof(RetentionPeriods), "Notifications:KeepDays", "0", Days)]
    [InlineData(typeof(RetentionPeriods), "Deleted:KeepDays", "0", Days)]
    [InlineData(typeof(VaultLimits), "Vault:KeyCacheLife", "-00:01:00", Life)]
    [InlineData(typeof(VaultLimits), "Vault:KeyCacheLife", "02:00:00", Life)]
    public void A_value_that_makes_no_sense_and_one_that_is_none_are_the_same_sentence(Type settings, string setting, string senseless, string must)
    {
        foreach (var value in (string[])[senseless, "soon", "1.5.x"])
        {
            var problem = Assert.Throws<OptionsValidationException>(() => Classes[settings]([(setting, value)]));
            Assert.Equal($"{setting} {must}", Assert.Single(problem.Failures));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void What_is_not_set_or_blank_is_as_usual(string? value)
    {
        Assert.Equal(20, Bound.Settings<RefreshRates>("Refresh", ("Refresh:PerSecond", value)).PerSecond);
        Assert.Equal(30, Bound.Settings<RetentionPeriods>("", ("Deleted:KeepDays", value)).DeletedDays);
        Assert.Equal(TimeSpan.FromMinutes(5), Bound.Settings<VaultLimits>("Vault", ("Vault:KeyCacheLife", value)).KeyCacheLife);
    }

    [Fact]
    public void What_is_set_counts()
    {
        Assert.Equal(7, Bound.Settings<RetentionPeriods>("", ("Mail:KeepDays", "7")).MailDays);
        Assert.Equal(new Limit("Checks", 5, TimeSpan.FromMinutes(10)), Bound.Settings<PersonLimits>("Limits", ("Limits:Checks", "5")).Checks);
        Assert.Equal(TimeSpan.FromSeconds(9), Bound.Settings<AnswerPatience>("Connect", ("Connect:AnswerWithinSeconds", "9")).Time);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var unreadable = Assert.Throws<OptionsValidationException>(() => Bound.Settings<PersonLimits>("Limits", ("Limits:Checks", "many"), ("Limits:Streams", "few")));
        Assert.Equal([$"Limits:Streams {Limit}", $"Limits:Checks {Limit}"], unreadable.Failures);
        var senseless = Assert.Throws<OptionsValidationException>(() => Bound.Settings<PersonLimits>("Limits", ("Limits:Checks", "0"), ("Limits:Streams", "0")));
        Assert.Equal(unreadable.Failures, senseless.Failures);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("app.example.test")]
    [InlineData("https://app.example.test/path")]
    public void The_public_address_is_told_as_it_was_read(string? address)
    {
        var problem = Assert.Throws<OptionsValidationException>(() => Bound.Settings<PublicUrl>("Web", ("Web:PublicUrl", address)));
        Assert.Equal(
            $"Web:PublicUrl must be the address people open, such as https://app.example.com, without a path; it is \"{address}\".", Assert.Single(problem.Failures));
    }
}
