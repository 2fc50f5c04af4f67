using TaskJuice.Core.Refreshing;
using Xunit;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>Lets time pass for a workspace's refreshes: whatever the database remembers of them happened longer ago.</summary>
internal static class TimeMachine
{
    // Far more than any plan needs that ends at all.
    private const int MostRounds = 1000;

    private static readonly (string Table, string[] Columns)[] Moments =
    [
        ("refresh_leases", ["due_at", "asked_at", "held_until", "reserved_until", "uncertain_since", "silent_since", "refused_since", "token_ends_at"]),
        ("connections", ["expires_at", "refreshed_at"]),
        ("token_inbox", ["sent_at", "received_at"]),
    ];

    public static async Task PassAsync(this WebFixture web, Returning back, TimeSpan time)
    {
        foreach (var (table, columns) in Moments)
            await web.ExecuteAsync($"update {table} set {Earlier(columns, time)} where workspace_id = '{back.Agency.Tenant.WorkspaceId}'");
        await web.ExecuteAsync($"update open_circuits set {Earlier(["since", "until"], time)}; update rate_limit_partitions set {Earlier(["first_at", "next_at"], time)}");
    }

    /// <summary>Lets the Worker go on until nothing is planned any more.</summary>
    /// <param name="web">The program.</param>
    /// <param name="back">Whose connection.</param>
    /// <param name="process">The process that looks in a given round.</param>
    /// <returns>How much time passed.</returns>
    public static async Task<TimeSpan> UntilQuietAsync(this WebFixture web, Returning back, Func<int, Task<IServiceProvider>> process)
    {
        var passed = TimeSpan.Zero;
        for (var round = 0; round < MostRounds; round++)
        {
            if ((await web.LeaseAsync(back.Agency.Tenant)).DueAt is not { } due || due > DateTimeOffset.UtcNow.AddYears(1))
                return passed;

            var wait = Later(due - DateTimeOffset.UtcNow, RefreshLeases.Life) + TimeSpan.FromSeconds(1);
            await web.PassAsync(back, wait);
            passed += wait;
            await RefreshTests.RefreshDueAsync(await process(round));
        }

        Assert.Fail($"Not quiet after {MostRounds} rounds.");
        return passed;
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static string Earlier(string[] columns, TimeSpan time) =>
        string.Join(", ", columns.Select(column => $"{column} = {column} - interval '{(long)time.TotalSeconds} seconds'"));
}
