using System.Text.RegularExpressions;
using TaskJuice.Core;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Revocation;
using Xunit;

namespace TaskJuice.Tests.House;

/// <summary>The folders of Core stand on each other, and what is below does not know what is above.</summary>
public sealed partial class FolderDirectionTests
{
    // From the ground; the empty one is the root, whose few types everybody may use.
    private static readonly string[] Order =
    [
        "", "Naming", "Configuring", "Duties", "Storage", "Limiting", "Workspaces", "Branding", "Vault", "Catalog", "Providers", "Auditing",
        "Connections", "Workflows", "Notifying", "Mailing", "HealthChecks", "Refreshing", "Revocation", "Connecting", "Managing", "Retention",
    ];

    // Those that still go up. One that is gone leaves the list, and none comes in.
    private static readonly string[] Up =
    [
        "Connections.Connecting.ReplaceConnection -> Workflows",
        "Connections.Connecting.SaveConnection -> Notifying",
        "Connections.Connecting.SaveConnection -> Workflows",
        "Connections.Connecting.StepChoice -> Workflows",
        "Connections.Keeping.DeleteConnection -> Workflows",
        "Connections.Keeping.FindConnections -> Workflows",
        "Connections.Keeping.ForgottenCredential -> Notifying",
        "Connections.Keeping.ReadConnection -> Notifying",
        "Connections.Keeping.RefreshTokenEnd -> Notifying",
        "Connections.Keeping.RefusedCredential -> Notifying",
        "Connections.Keeping.ReplaceInWorkflows -> Workflows",
        "Connections.Keeping.StepUses -> Workflows",
        "Connections.Refreshing.StoreRefresh -> Notifying",
        "Notifying.SyncNotifications -> Mailing",
        "Vault.HighWaterMarks -> Connections",
        "Vault.Rotating.RewrapSecrets -> Connections",
        "Vault.Rotating.SealedUnder -> Connections",
        "Vault.SecretContext -> Connections",
        "Vault.SecretRoute -> Connections",
        "Vault.SecretVault -> Connections",
        "Vault.ShredAccount -> Workflows",
        "Workspaces.Account -> Branding",
        "Workspaces.OpenAccount -> Vault",
    ];

    [Fact]
    public void Folders_use_only_those_below_them()
    {
        // The setup knows everything.
        var found = Upward(typeof(CoreSetup).Assembly.GetTypes(), "TaskJuice.Core", Order).Where(arrow => !arrow.StartsWith(nameof(CoreSetup), StringComparison.Ordinal)).ToList();
        Assert.True(found.All(Up.Contains), "These look up: " + string.Join("; ", found.Except(Up)));
        Assert.True(Up.All(found.Contains), "These no longer look up, so they leave the list: " + string.Join("; ", Up.Except(found)));
    }

    [Fact]
    public void Every_folder_has_its_place() => Assert.Equal(
        Order.Order(StringComparer.Ordinal).Skip(1),
        Sources.Under("TaskJuice.Core").Select(file => Folder().Match(file.Path).Groups[1].Value).Where(folder => folder.Length > 0).Distinct().Order(StringComparer.Ordinal));

    // A constant leaves no trace in what is compiled, a using does in its source.
    [Fact]
    public void Constants_come_from_below_too()
    {
        var usings = from file in Sources.Under("TaskJuice.Core")
                     let mine = Folder().Match(file.Path).Groups[1].Value
                     where mine.Length > 0
                     from other in Used().Matches(file.Text).Select(found => found.Groups[1].Value)
                     where other != mine && Array.IndexOf(Order, other) > Array.IndexOf(Order, mine)
                     select $"{mine} -> {other}";
        Assert.Equal(["Catalog -> Connections"], usings.Distinct().Except(Up.Select(arrow => Between().Replace(arrow, " -> "))));
    }

    [Fact]
    public void An_arrow_is_seen_wherever_it_starts() => Assert.Equal(
        ["AsAnArgument", "InABody", "InAField", "InALambda", "InASignature", "InAnAwaitingBody", "ThroughAnExtension"],
        Upward(typeof(FolderDirectionTests).Assembly.GetTypes(), "TaskJuice.Tests.House.Plants", ["Below", "Above"])
            .Select(arrow => Planted().Match(arrow).Groups[1].Value));

    private static IEnumerable<string> Upward(IEnumerable<Type> types, string root, string[] order) =>
        FolderArrow.Between(types, root).Where(arrow => Array.IndexOf(order, arrow.From) <= Array.IndexOf(order, arrow.To)).Select(arrow => arrow.ToString());

    [GeneratedRegex(@"^TaskJuice\.Core/(\w+)/")]
    private static partial Regex Folder();

    [GeneratedRegex(@"^using (?:static |\w+ = )?TaskJuice\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Used();

    [GeneratedRegex(@"\..* -> ")]
    private static partial Regex Between();

    [GeneratedRegex(@"^Below\.(\w+) -> Above$")]
    private static partial Regex Planted();
}
