using Xunit;

namespace TaskJuice.FaultTests.StartingUp;

public sealed class WrongConfigurationTests
{
    private const string Canary = "canary-value";

    private static readonly (string Setting, (string Name, string? Value)[] Changes)[] Mistakes =
    [
        ("ConnectionStrings:taskjuice", [("ConnectionStrings__taskjuice", null)]),
        ("ConnectionStrings:taskjuice", [("ConnectionStrings__taskjuice", $"Host=localhost;Passwort={Canary}")]),
        ("ConnectionStrings:cache", [("ConnectionStrings__cache", " ")]),
        ("ConnectionStrings:cache", [("ConnectionStrings__cache", $"localhost:6379,passwort={Canary}")]),
        ("Vault:KeyDirectory", [("Vault__KeyEncryptionKey", null)]),
        ("Vault:KeyDirectory", [("Vault__KeyDirectory", "/nowhere")]),
        ("Vault:KeyDirectory", [("Vault__KeyDirectory", "/nowhere"), ("Vault__KeyEncryptionKey", null)]),
        ("Vault:KeyEncryptionKey", [("Vault__KeyEncryptionKey", Canary)]),
        ("OAuth:Clients:hubspot:ClientSecret", [("OAuth__Clients__hubspot__ClientId", Canary)]),
        ("OAuth:Clients:hubspot:ClientId", [("OAuth__Clients__hubspot__ClientSecret", Canary)]),
        ("Refresh:PerSecond", [("Refresh__PerSecond", Canary)]),
        ("Refresh:PerSecond", [("Refresh__PerSecond", "0")]),
        ("Refresh:SpoolRoomMegabytes", [("Refresh__SpoolRoomMegabytes", Canary)]),
        ("Refresh:SpoolDirectory", [("Refresh__SpoolDirectory", "/proc/nowhere")]),
        ("History:RoutineDays", [("History__RoutineDays", "0")]),
        ("Mail:KeepDays", [("Mail__KeepDays", "1.5")]),
        ("Revocations:KeepDays", [("Revocations__KeepDays", "-1")]),
        ("Limits:ConnectStarts", [("Limits__ConnectStarts", "0")]),
        ("Limits:KeyTests", [("Limits__KeyTests", "-1")]),
        ("Limits:Checks", [("Limits__Checks", Canary)]),
        ("Limits:Streams", [("Limits__Streams", "1.5")]),
        ("Connect:AnswerWithinSeconds", [("Connect__AnswerWithinSeconds", "0")]),
        ("Egress:Allow:0", [("Egress__Allow__0", "http://localhost:5090/")]),
    ];

    public static TheoryData<string, int> Every => new(
        from program in new[] { "TaskJuice.Web", "TaskJuice.Worker" }
        from mistake in Enumerable.Range(0, Mistakes.Length)
        select (program, mistake));

    [Theory, MemberData(nameof(Every))]
    public async Task A_mistake_is_one_sentence_that_names_the_setting(string program, int mistake)
    {
        var (setting, changes) = Mistakes[mistake];

        AssertOneSentence(setting, await Attempt.StartAsync(program, changes));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("app.example.test")]
    [InlineData("https://app.example.test/path")]
    public async Task Web_has_to_know_its_public_address(string? url) =>
        AssertOneSentence("Web:PublicUrl", await Attempt.StartAsync("TaskJuice.Web", ("Web__PublicUrl", url)));

    [Theory]
    [InlineData("proxy.internal")]
    [InlineData("10.0.0.5;10.0.0.6")]
    [InlineData("10.0.0.5,")]
    [InlineData("0.0.0.0/0")]
    [InlineData("10.0.0.0/40")]
    public async Task Web_has_to_know_whose_word_it_takes(string proxies) =>
        AssertOneSentence("Web:TrustedProxies", await Attempt.StartAsync("TaskJuice.Web", ("Web__TrustedProxies", proxies)));

    [Theory]
    [InlineData("TaskJuice.Web")]
    [InlineData("TaskJuice.Worker")]
    public async Task Every_error_of_the_catalog_is_one_line_with_file_line_and_key(string program)
    {
        var directory = Directory.CreateTempSubdirectory("taskjuice-catalog-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "broken.yaml"), "name: Broken\ncategory: Support\ncolour: blue\nmethods: 7\n", TestContext.Current.CancellationToken);
            var attempt = await Attempt.StartAsync(program, ("Catalog__Directory", directory.FullName));

            Assert.Equal(1, attempt.ExitCode);
            Assert.Contains(attempt.Errors, line => line.Contains("broken.yaml:3: colour: "));
            Assert.Contains(attempt.Errors, line => line.Contains("broken.yaml:4: methods: "));
            Assert.All(attempt.Errors, line => Assert.Contains("broken.yaml:", line));
            AssertNoTrace(attempt);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static void AssertOneSentence(string setting, Attempt attempt)
    {
        Assert.Equal(1, attempt.ExitCode);
        var sentence = Assert.Single(attempt.Errors);
        Assert.Contains(setting, sentence);
        AssertNoTrace(attempt);
    }

    private static void AssertNoTrace(Attempt attempt)
    {
        Assert.DoesNotContain("   at ", attempt.Output);
        Assert.DoesNotContain("Exception", attempt.Output + string.Concat(attempt.Errors));
        Assert.DoesNotContain(Canary, attempt.Output + string.Concat(attempt.Errors));
    }
}
