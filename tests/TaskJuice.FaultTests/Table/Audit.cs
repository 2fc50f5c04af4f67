using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>The provider's ledger beside our tables, family by family, after a fault.</summary>
/// <param name="Families">One for each connection; one that was looked at several times stands here as often.</param>
/// <param name="Spooled">Replies that wait on the disk.</param>
internal sealed record Audit(IReadOnlyList<Family> Families, int Spooled)
{
    private const int MostListed = 20;

    public int Refreshes => Families.Sum(family => family.Refreshes);

    public int Twice => Families.Sum(family => family.Twice);

    public int Refused => Families.Sum(family => family.Refused);

    public long Flagged => Families.Count(family => family.IsFlagged);

    public long OtherErrors => Families.Count(family => family.IsOtherError);

    public long Told => Families.Count(family => family.IsTold);

    /// <summary>Leases that are still held or uncertain, and replies that wait in the inbox or on the disk.</summary>
    public long LeftOver => Families.Count(family => family.IsLeftOver) + Spooled;

    public static async Task<Audit> TakeAsync(Fleet fleet, IReadOnlyCollection<Guid> ids)
    {
        var calls = (await fleet.Provider.CallsAsync("token.refresh")).ToLookup(call => call.GrantId);
        var rows = await fleet.ReadAsync(FamilyRow.Sql, ids, row => new FamilyRow(
            row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt32(3), row.GetBoolean(4), row.GetInt64(5), row.GetBoolean(6)));
        var spool = fleet.System.SpoolDirectory;
        return new(
            [.. rows.Select(row => new Family(row, [.. calls[fleet.Grants[row.Id].Id]]))],
            Directory.Exists(spool) ? Directory.GetFiles(spool).Length : 0);
    }

    /// <summary>Refreshes what is not in error once more, over a wire that works and without pauses: a stored token that the provider does not know any more shows.</summary>
    /// <param name="fleet">The system.</param>
    /// <param name="ids">Its connections.</param>
    /// <param name="patience">How long that may take.</param>
    /// <returns>How many connections were lost without a word.</returns>
    public static async Task<long> LostAsync(Fleet fleet, IReadOnlyCollection<Guid> ids, TimeSpan patience)
    {
        var before = await fleet.CountAsync("connections where id = any($1) and status = 'error'", ids);
        fleet.Wire.Turn(Wire.Works);
        await fleet.MakeDueAsync(ids);
        await fleet.UntilAllAsync(ids, "(c.status = 'error' or c.expires_at > now() + interval '5 minutes')", patience, () => fleet.CloseCircuitsAsync(ids));
        return await fleet.CountAsync("connections where id = any($1) and status = 'error'", ids) - before;
    }

    /// <summary>Fails with a list of those families that are not as expected.</summary>
    /// <param name="expected">In words.</param>
    /// <param name="isRight">The same in code.</param>
    public void MustBe(string expected, Func<Family, bool> isRight)
    {
        var wrong = Families.Where(family => !isRight(family)).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {Families.Count} are not {expected}:\n{string.Join('\n', wrong.Take(MostListed))}");
        Assert.Equal(0, Spooled);
    }

    public static Audit operator +(Audit one, Audit other) => new([.. one.Families, .. other.Families], one.Spooled + other.Spooled);

    public override string ToString() =>
        $"{Refreshes} refreshes, {Twice} tokens twice, {Refused} refused, {Flagged} told as lost, {OtherErrors} other errors, {LeftOver} left over";
}
