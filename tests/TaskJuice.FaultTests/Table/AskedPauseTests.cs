using System.Diagnostics;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>F6 and F17: the provider asks for a pause, or does not accept our client; one answer is enough for everybody.</summary>
[Collection(nameof(TwoWorkers))]
public sealed class AskedPauseTests(TwoWorkers workers)
{
    private const string PutOff = "l.due_at > now() and l.owner is null and c.secret_version = 1";

    [Theory]
    [InlineData("seconds")]
    [InlineData("date")]
    public async Task Nobody_calls_inside_the_window_that_a_provider_asks_for(string form)
    {
        var fleet = await workers.AsNewAsync();
        var ids = await fleet.SeedAsync(Scale.Of(40, 500));
        var started = Stopwatch.GetTimestamp();
        var (first, later) = await PutOffAsync(
            fleet, ids, new() { RetryAfter = form == "date" ? DateTimeOffset.UtcNow.AddMinutes(10).ToString("R") : "600", Only = "refresh_token" });

        var lost = await Audit.LostAsync(fleet, ids, Scale.Patience(2, 5));
        FaultRow.Write($"F6 {form}", started, $"{ids.Count} due, {first} calls until all knew, {later} calls inside the window, {lost} lost");
        Assert.Equal((0, 0L), (later, lost));
    }

    [Fact]
    public async Task A_refused_client_is_one_incident_over_all_processes_and_no_connections_fault()
    {
        var fleet = await workers.AsNewAsync();
        var ids = await fleet.SeedAsync(Scale.Of(60, 3_000));
        var started = Stopwatch.GetTimestamp();
        var (first, later) = await PutOffAsync(fleet, ids, new() { Error = "invalid_client", Only = "refresh_token" });
        var incidents = fleet.System.Logs().Split("does not accept the configured OAuth client").Length - 1;

        var lost = await Audit.LostAsync(fleet, ids, Scale.Patience(2, 5));
        FaultRow.Write("F17", started, $"{ids.Count} due, {first} calls until all knew, {later} afterwards, {incidents} incidents, {lost} lost");
        Assert.Equal((0, 1, 0L), (later, incidents, lost));
    }

    /// <returns>Calls until everybody knew, and calls when all was due once more.</returns>
    private static async Task<(int First, int Later)> PutOffAsync(Fleet fleet, IReadOnlyList<Guid> ids, TokenKnob knob)
    {
        await fleet.Provider.SetAsync(new() { Token = knob });
        await fleet.MakeDueAsync(ids);
        await fleet.UntilAllAsync(ids, PutOff, Scale.Patience(2, 5));
        var first = (await fleet.Provider.CallsAsync("token.refresh")).Count;

        await fleet.Provider.ForgetCallsAsync();
        await fleet.MakeDueAsync(ids);
        await fleet.UntilAllAsync(ids, PutOff, Scale.Patience(2, 5));
        var later = (await fleet.Provider.CallsAsync("token.refresh")).Count;
        Assert.Equal(0, await fleet.CountAsync("connections where id = any($1) and status = 'error'", ids));
        await fleet.Provider.SetAsync(new());
        return (first, later);
    }
}
