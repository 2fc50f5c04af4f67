using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Auditing;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Storage;
using TaskJuice.Web.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Connections;

public sealed class HistoryTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ada = Guid.NewGuid();

    [Fact]
    public void Routine_of_one_day_becomes_one_line_for_each_kind()
    {
        var lines = Fold((AuditKind.Refreshed, 0), (AuditKind.UsedForRefresh, 0), (AuditKind.Refreshed, 1), (AuditKind.UsedForRefresh, 1), (AuditKind.Refreshed, 13));
        Assert.Equal([(AuditKind.Refreshed, 2), (AuditKind.UsedForRefresh, 2), (AuditKind.Refreshed, 1)], lines.Select(line => (line.Kind, line.Count)));
        Assert.Equal((Noon, Noon.AddHours(-1)), (lines[0].Last, lines[0].First));
    }

    [Fact]
    public void What_happened_in_between_keeps_routine_apart()
    {
        var lines = Fold((AuditKind.Refreshed, 0), (AuditKind.ConnectedAgain, 1), (AuditKind.Refreshed, 2));
        Assert.Equal([AuditKind.Refreshed, AuditKind.ConnectedAgain, AuditKind.Refreshed], lines.Select(line => line.Kind));
    }

    [Fact]
    public void The_call_of_a_check_is_not_told_twice()
    {
        var lines = Fold((AuditKind.Checked, 0), (AuditKind.UsedForCall, 0), (AuditKind.UsedForCall, 3));
        Assert.Equal([AuditKind.Checked, AuditKind.UsedForCall], lines.Select(line => line.Kind));
        Assert.Equal(1, lines[1].Count);
    }

    [Fact]
    public void Everything_that_can_happen_has_its_sentence()
    {
        var words = web.Services.GetRequiredService<HistoryWords>();
        string?[] outcomes = ["answered", "refused", "needs_reauthorization", "unavailable", "unreadable", "gone"];
        foreach (var kind in Enum.GetValues<AuditKind>())
        {
            IEnumerable<string?> details = kind switch
            {
                AuditKind.Checked => outcomes,
                AuditKind.Disconnected => Enum.GetValues<AccessEnd>().Select(end => (string?)new AccessNote(end, "sandbox", "oauth").ToString()),
                AuditKind.UsedForCall => new string?[] { null, "revoke" },
                _ => ["detail"],
            };
            foreach (var detail in details)
                Assert.NotEmpty(words.Of(new(kind, Noon, Noon, 2, null, detail)));
        }
    }

    [Fact]
    public void A_note_of_an_ended_access_is_read_as_it_was_written()
    {
        var note = new AccessNote(AccessEnd.Unconfirmed, "sandbox-oauth", "oauth-organisation");
        Assert.Equal(note, AccessNote.Parse(note.ToString()));
        Assert.All((string?[])[null, "", "MalformedResponse a/b", "Confirmed", "an old name"], other => Assert.Null(AccessNote.Parse(other)));
    }

    private static IReadOnlyList<HistoryEntry> Fold(params (AuditKind Kind, int HoursAgo)[] events) =>
        History.Fold(events.Select(one => new AuditEvent(new Tenant(Guid.NewGuid(), Guid.NewGuid()), Guid.NewGuid(), one.Kind, Ada, Noon.AddHours(-one.HoursAgo))));
}
