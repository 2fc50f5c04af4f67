using System.Text.RegularExpressions;
using TaskJuice.Core;
using Xunit;

namespace TaskJuice.Tests.House;

/// <summary>The folders of Core stand on each other, and what is below does not know what is above.</summary>
public sealed partial class FolderDirectionTests
{
    // From the ground; the empty one is the root, whose few types everybody may use.
    private static readonly string[] Order =
    [
        "", "Naming", "Configuring", "Duties", "Storage", "Limiting", "Workspaces", "Branding", "Vault", "Catalog", "Providers", "Auditing",
        "Connections", "Workflows", "Accounts", "Notifying", "Mailing", "Revocation", "Refreshing", "HealthChecks", "Connecting", "Managing", "Retention",
    ];

    [Fact]
    public void Folders_use_only_those_below_them()
    {
        // The setup knows everything.
        var found = Upward(typeof(CoreSetup).Assembly.GetTypes(), "TaskJuice.Core", Order)
            .Where(arrow => !arrow.StartsWith(nameof(CoreSetup), StringComparison.Ordinal));
        Assert.Empty(found);
    }

    [Fact]
    public void Every_folder_has_its_place()
    {
        var folders = Sources.Under("TaskJuice.Core").Select(file => Folder().Match(file.Path).Groups[1].Value).Where(folder => folder.Length > 0).ToHashSet();
        Assert.True(folders.All(Order.Contains), "Give these a place in Order, above what they use: " + string.Join(", ", folders.Except(Order)));
        Assert.True(Order.Skip(1).All(folders.Contains), "These are gone: " + string.Join(", ", Order.Skip(1).Except(folders)));
    }

    // A constant leaves no trace in what is compiled, a using does in its source.
    [Fact]
    public void Constants_come_from_below_too()
    {
        var usings = from file in Sources.Under("TaskJuice.Core")
                     let mine = Folder().Match(file.Path).Groups[1].Value
                     where Order.Contains(mine) && mine.Length > 0
                     from other in Used().Matches(file.Text).Select(found => found.Groups[1].Value)
                     where other != mine && Array.IndexOf(Order, other) > Array.IndexOf(Order, mine)
                     select $"{mine} -> {other}";
        Assert.Empty(usings.Distinct());
    }

    [Fact]
    public void An_arrow_is_seen_wherever_it_starts() => Assert.Equal(
        ["AsAnArgument", "InABody", "InAField", "InALambda", "InASignature", "InAnAwaitingBody", "ThroughAnExtension"],
        Upward(typeof(FolderDirectionTests).Assembly.GetTypes(), "TaskJuice.Tests.House.Plants", ["Below", "Above"])
            .Select(arrow => Planted().Match(arrow).Groups[1].Value));

    private static IEnumerable<string> Upward(IEnumerable<Type> types, string root, string[] order) =>
        FolderArrow.Between(types, root)
            .Where(arrow => order.Contains(arrow.From) && Array.IndexOf(order, arrow.From) <= Array.IndexOf(order, arrow.To))
            .Select(arrow => arrow.ToString());

    [GeneratedRegex(@"^TaskJuice\.Core/(\w+)/")]
    private static partial Regex Folder();

    [GeneratedRegex(@"^using (?:static |\w+ = )?TaskJuice\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Used();

    [GeneratedRegex(@"^Below\.(\w+) -> Above$")]
    private static partial Regex Planted();
}
