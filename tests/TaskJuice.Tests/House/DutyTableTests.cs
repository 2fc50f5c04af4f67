using System.Text.RegularExpressions;
using TaskJuice.Tests.Running;
using Xunit;

namespace TaskJuice.Tests.House;

/// <summary>docs/architecture.md lists every duty, so that an operator can look up what runs by the clock.</summary>
public sealed partial class DutyTableTests
{
    [Fact]
    public async Task The_table_of_duties_names_every_registered_one_and_no_other()
    {
        var root = Repository.Root;
        var sources = from project in (string[])["TaskJuice.Core", "TaskJuice.Web", "TaskJuice.Worker"]
                      from file in Directory.EnumerateFiles(Path.Combine(root, project), "*.cs", SearchOption.AllDirectories)
                      from Match duty in Registered().Matches(File.ReadAllText(file))
                      select duty.Groups[1].Value;

        // A look of its own shape: it returns before its refreshes are done.
        var registered = sources.Append("RefreshSchedule").Distinct().Order();
        var text = await File.ReadAllTextAsync(Path.Combine(root, "docs", "architecture.md"), TestContext.Current.CancellationToken);
        var section = text[text.IndexOf("## Duties", StringComparison.Ordinal)..];
        var table = section[..section.IndexOf("\n## ", 3, StringComparison.Ordinal)];
        Assert.Equal(registered, Row().Matches(table).Select(row => row.Groups[1].Value).Order());
    }

    [GeneratedRegex(@"\.AddDuty<(\w+)>\(")]
    private static partial Regex Registered();

    [GeneratedRegex(@"^\| [^|]*\(`(\w+)`", RegexOptions.Multiline)]
    private static partial Regex Row();
}
