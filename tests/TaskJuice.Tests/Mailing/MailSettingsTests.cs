using System.Globalization;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Mailing;
using TaskJuice.Tests.Configuring;
using Xunit;

namespace TaskJuice.Tests.Mailing;

public sealed class MailSettingsTests
{
    private const string From = "TaskJuice <notices@example.test>";

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Without_a_server_there_is_no_mail_and_no_complaint(string? server) => Assert.False(Read(server, null).IsOn);

    [Theory]
    [InlineData("smtp://mail.example.test", 587, false, null)]
    [InlineData("smtps://mail.example.test", 465, true, null)]
    [InlineData("smtp://ada%40example.test:p%40ss@mail.example.test:2525", 2525, false, "ada@example.test")]
    public void A_server_is_read(string server, int port, bool isTls, string? user)
    {
        var settings = Read(server, From);
        Assert.Equal((true, "mail.example.test", port, isTls, user), (settings.IsOn, settings.Host, settings.Port, settings.IsTlsFromStart, settings.User));
        Assert.Equal(user is null ? "" : "p@ss", settings.Password.Reveal());
        Assert.DoesNotContain("p@ss", settings.ToString());
    }

    [Theory]
    [InlineData("mail.example.test", From, null, "Mail:ConnectionString")]
    [InlineData("https://hunter2@mail.example.test", From, null, "Mail:ConnectionString")]
    [InlineData("smtp://u:hunter2@mail.example.test/inbox", From, null, "Mail:ConnectionString")]
    [InlineData("smtp://mail.example.test", null, null, "Mail:From")]
    [InlineData("smtp://mail.example.test", "nobody", null, "Mail:From")]
    [InlineData("smtp://mail.example.test", From, "soon", "Mail:Wait")]
    [InlineData("smtp://mail.example.test", From, "-00:01:00", "Mail:Wait")]
    public void A_wrong_setting_is_named_in_one_sentence(string server, string? from, string? wait, string key)
    {
        var sentence = Assert.Single(Assert.Throws<OptionsValidationException>(() => Read(server, from, wait)).Failures);
        Assert.StartsWith(key + " must", sentence);
        Assert.DoesNotContain("hunter2", sentence);
    }

    [Fact]
    public void Every_sentence_of_a_mail_is_there_and_none_too_many()
    {
        string[] parts = ["Subject", "Title", "Lead", "Steps.none", "Steps.one", "Steps.other", "Act"];
        var wanted = ((string[])["Reauth", "Works", "Ended"]).SelectMany(story => parts.Select(part => $"{story}.{part}")).Append("Why");
        var there = MailWords.Texts.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
            .Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
    }

    private static MailSettings Read(string? server, string? from, string? wait = null) =>
        Bound.Settings<MailSettings>("Mail", ("Mail:ConnectionString", server), ("Mail:From", from), ("Mail:Wait", wait));
}
