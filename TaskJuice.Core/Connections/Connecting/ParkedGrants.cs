using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>Grants that wait, their credential sealed, for the person to decide something. Taken once; gone with the attempt.</summary>
public sealed class ParkedGrants(TaskJuiceDb db, SecretVault vault, ConnectFlows flows, TimeProvider clock)
{
    private const string GrantName = "grant";

    /// <summary>Puts the grant away and the flow into the state in which the person decides.</summary>
    /// <returns>The flow as it is now; finished when the person stopped meanwhile, and then nothing is kept.</returns>
    internal async Task<ConnectFlow> ParkAsync(ConnectFlow from, ConnectFlow flow, ParkedGrant grant, CancellationToken stop)
    {
        byte[] envelope;
        await using (var session = await db.InWorkspaceAsync(flow.Tenant, stop))
            envelope = await vault.SealAsync(session, Context(flow), Sealed(grant), stop);

        // The person gets the whole time once more, this time to decide.
        var waiting = flow with { EndsAt = clock.GetUtcNow() + PendingAuthorizations.Life };
        return await flows.MoveAsync(
            from, waiting, attempt => attempt.Park(JsonSerializer.Serialize(new Parked(envelope, grant.LabelTyped))));
    }

    /// <summary>Takes the grant out. Of any number of callers exactly one gets it.</summary>
    internal async Task<ParkedGrant?> TakeAsync(ConnectFlow flow, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(flow.Tenant, stop);
        var mine = session.ConnectAttempts.Where(row => row.Id == flow.Id && row.Parked != null);
        var json = await mine.Select(row => row.Parked).FirstOrDefaultAsync(stop);
        if (json is null || await mine.ExecuteUpdateAsync(row => row.SetProperty(attempt => attempt.Parked, (string?)null), stop) == 0)
            return null;

        var parked = JsonSerializer.Deserialize<Parked>(json)!;
        var values = (await vault.OpenAsync(session, Context(flow), parked.Envelope, stop)).ToDictionary();
        await session.SaveAsync(stop);
        values.Remove(GrantName, out var grant);
        return new(JsonSerializer.Deserialize<Grant>(grant.Reveal())!, values, parked.LabelTyped);
    }

    private static SecretContext Context(ConnectFlow flow) => new(flow.Tenant, flow.Id, 0, SecretPurpose.PendingTokens, flow.App);

    // Where the credential may go and whose account it is stays what it was when it was put away.
    private static Dictionary<string, Secret> Sealed(ParkedGrant grant) =>
        new(grant.Credential) { [GrantName] = new(JsonSerializer.Serialize(grant.Grant)) };

    private sealed record Parked(byte[] Envelope, bool LabelTyped);
}

/// <summary>A grant and its credential while the person decides.</summary>
internal sealed record ParkedGrant(Grant Grant, IReadOnlyDictionary<string, Secret> Credential, bool LabelTyped = false);
