using System.Reflection;
using System.Text.RegularExpressions;
using TaskJuice.Core;
using TaskJuice.Core.Catalog;
using TaskJuice.FakeProvider;
using TaskJuice.ServiceDefaults;
using TaskJuice.Web.Pages;
using Xunit;

namespace TaskJuice.Tests.House;

public sealed partial class HouseRuleTests
{
    private static readonly Assembly[] Ours =
    [
        typeof(CoreSetup).Assembly, typeof(WorkspacePage).Assembly, typeof(StartUp).Assembly, Assembly.Load("TaskJuice.Worker"),
        typeof(FakeProviderApp).Assembly, typeof(TaskJuice.Testing.TestPostgres).Assembly, typeof(HouseRuleTests).Assembly,
    ];

    private static readonly string[] Programs = ["TaskJuice.Core", "TaskJuice.Web", "TaskJuice.Worker", "TaskJuice.ServiceDefaults"];

    // As in .editorconfig.
    private const int LongestLine = 140;

    private static IEnumerable<Type> Types => Ours.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("TaskJuice", StringComparison.Ordinal) == true);

    [Fact]
    public void Folders_are_named_for_what_they_are_about() =>
        Assert.DoesNotContain(Types.Select(type => type.Namespace!).Distinct(), space => KindOfClass().IsMatch(space));

    [Fact]
    public void No_interface_has_a_single_implementation()
    {
        var lonely = Types.Where(type => type.IsInterface)
            .Where(contract => Types.Count(type => type is { IsInterface: false, IsAbstract: false } && contract.IsAssignableFrom(type)) == 1);
        Assert.Empty(lonely.Select(type => type.FullName));
    }

    [Fact]
    public void A_secret_is_revealed_in_few_places()
    {
        string[] others =
        [
            // The binding cookie, which is the secret itself.
            "TaskJuice.Web/Security/BrowserBinding.cs",
            // The code goes to the token endpoint, state and verifier into encrypted records or hashes.
            "TaskJuice.Core/Connecting/ExchangeCode.cs",
            "TaskJuice.Core/Connecting/StartAuthorization.cs",
            "TaskJuice.Core/Connecting/PendingAuthorizations.cs",
            "TaskJuice.Core/Connecting/StateSignature.cs",
            // The password of the mail server goes to the mail server.
            "TaskJuice.Core/Mailing/MailServer.cs",
            // A keyed hash that stands for a nameless account.
            "TaskJuice.Core/Connecting/SaveConnection.cs",
        ];
        var found = Product.Where(file => file.Text.Contains(".Reveal()")).Select(file => file.Path)
            .Where(path => !path.StartsWith("TaskJuice.Core/Vault/", StringComparison.Ordinal) && !path.StartsWith("TaskJuice.Core/Providers/", StringComparison.Ordinal));
        Assert.Equal(others.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("IgnoreQueryFilters")]
    [InlineData("FromSql")]
    [InlineData("SqlQuery")]
    [InlineData("ExecuteSql")]
    [InlineData("new NpgsqlConnection(")]
    [InlineData("new NpgsqlCommand(")]
    [InlineData("NpgsqlDataSource.Create")]
    [InlineData(".DbContextOptionsBuilder<TaskJuiceDb>")]
    public void Only_storage_sessions_and_statements_speak_to_the_database_past_the_sessions(string words) =>
        Assert.DoesNotContain(Product, file => file.Text.Contains(words) && !MaySpeakSql(file));

    [Fact]
    public void A_table_is_given_out_by_the_folder_of_what_is_in_it() => Assert.DoesNotContain(
        Product, file => TakesTable().IsMatch(file.Text) && !MaySpeakSql(file) && !GivesTables().IsMatch(file.Path));

    [Fact]
    public void No_test_waits_by_the_clock() =>
        Assert.DoesNotContain(
            Sources.Under("tests").Where(file => !file.Path.StartsWith("tests/TaskJuice.FakeProvider/", StringComparison.Ordinal)),
            file => WaitsByTheClock().IsMatch(file.Text));

    [Fact]
    public void No_test_is_skipped() =>
        Assert.DoesNotContain(Sources.Under("tests"), file => Skips().IsMatch(file.Text));

    [Fact]
    public void No_source_names_an_app_of_the_catalog()
    {
        var slugs = typeof(AppCatalog).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".yaml", StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name)).ToArray();
        Assert.NotEmpty(slugs);
        var named = from file in Product from slug in slugs where file.Text.Contains($"\"{slug}\"", StringComparison.OrdinalIgnoreCase) select $"{file.Path}: {slug}";
        Assert.Empty(named);
    }

    [Fact]
    public void A_text_is_shortened_in_one_place() => Assert.DoesNotContain(Product, file => CutsText().IsMatch(file.Text));

    [Theory]
    [InlineData("*.cs")]
    [InlineData("*.cshtml")]
    [InlineData("*.css")]
    [InlineData("*.js")]
    [InlineData("*.resx")]
    [InlineData("*.yaml")]
    public void A_file_ends_with_its_last_line(string name) => Assert.Empty(
        from file in ((string[])[.. Programs, "TaskJuice.AppHost", "tests"]).SelectMany(folder => Sources.Files(folder, name))
        where !file.Path.Contains("/wwwroot/lib/", StringComparison.Ordinal)
        where file.Text.Contains('\r') || !file.Text.EndsWith('\n') || file.Text.EndsWith("\n\n", StringComparison.Ordinal)
        select file.Path);

    [Fact]
    public void Files_stay_small() =>
        Assert.Empty(Product.Where(file => file.Text.AsSpan().Count('\n') > 200).Select(file => file.Path));

    [Fact]
    public void Lines_stay_short() =>
        Assert.Empty(Product.Concat(Sources.Under("TaskJuice.AppHost"))
            .Where(file => file.Text.Split('\n').Any(line => line.Length > LongestLine)).Select(file => file.Path));

    // The name alone would let anything in.
    private static bool MaySpeakSql((string Path, string Text) file) =>
        file.Path.StartsWith("TaskJuice.Core/Storage/", StringComparison.Ordinal) || (SqlFile().IsMatch(file.Path) && SqlClass().IsMatch(file.Text));

    private static IEnumerable<(string Path, string Text)> Product =>
        Sources.Under(Programs)
            .Where(file => !file.Path.Contains("/Migrations/", StringComparison.Ordinal));

    [GeneratedRegex(@"\.(Services|Helpers|Utils|Managers|Models|Interfaces|Common|Infrastructure)(\.|$)")]
    private static partial Regex KindOfClass();

    [GeneratedRegex(@"Task\.Delay\((?!Timeout\.Infinite)|Thread\.Sleep\(")]
    private static partial Regex WaitsByTheClock();

    [GeneratedRegex(@"\[\.\.(Math\.Min\(|[\w.]*Longest)|\.Substring\(|\.Truncate\(")]
    private static partial Regex CutsText();

    [GeneratedRegex(@"^TaskJuice\.Core/.+(Statements|Session)\.cs$")]
    private static partial Regex SqlFile();

    [GeneratedRegex(@"^internal (static class \w+Statements|sealed class \w+Session : Session)$", RegexOptions.Multiline)]
    private static partial Regex SqlClass();

    [GeneratedRegex(@"\bSet<")]
    private static partial Regex TakesTable();

    [GeneratedRegex(@"^TaskJuice\.Core/.+Sets\.cs$")]
    private static partial Regex GivesTables();

    [GeneratedRegex(@"\bSkip\s*=\s*""|Assert\.Skip")]
    private static partial Regex Skips();
}
