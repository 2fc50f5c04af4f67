using System.Text.RegularExpressions;
using TaskJuice.Tests.Running;
using Xunit;

namespace TaskJuice.Tests.House;

public sealed partial class NamedTestsTests
{
    [Fact]
    public void Every_test_that_the_page_on_security_names_is_there()
    {
        var named = Name().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/security.md"))).Select(match => match.Groups[1].Value).Distinct().ToList();
        var classes = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Class().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToHashSet();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, classes));
    }

    [GeneratedRegex("`([A-Za-z]+Tests)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex Class();
}
