using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

/// <summary>Received grants with sealed credentials that wait for the person's decision. Consumed once; deleted with the attempt.</summary>
public sealed partial class PendingGrants(
    TaskJuiceDb db, SecretVault vault, ConnectFlows flows, TimeProvider clock, ILogger<PendingGrants> log)
{
    // The row's content is untrusted.
    private static readonly JsonSerializerOptions Strict =
        new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Stores the grant and moves the flow to the state in which the person decides.</summary>
    /// <returns>The flow as it is now; finished when it was cancelled meanwhile, and nothing is stored then.</returns>
    internal async Task<ConnectFlow> ParkAsync(ConnectFlow from, ConnectFlow flow, PendingGrant grant, CancellationToken stop)
    {
        var json = JsonSerializer.Serialize(grant.Grant);
        byte[] envelope;
        await using (var session = await db.InWorkspaceAsync(flow.Tenant, stop))
            envelope = await vault.SealAsync(session, Context(flow, json), grant.Credential, stop);

        // The person gets the full time again for the decision.
        var waiting = flow with { EndsAt = clock.GetUtcNow() + PendingAuthorizations.Life };
        return await flows.MoveAsync(
            from, waiting, attempt => attempt.Park(JsonSerializer.Serialize(new Parked(json, envelope, grant.LabelTyped))));
    }

    /// <summary>
    /// Consumes the grant. Of any number of concurrent callers, exactly one gets it. If it cannot be decrypted, the flow has failed.
    /// </summary>
    internal async Task<PendingGrant?> ConsumeAsync(ConnectFlow flow, CancellationToken stop)
    {
        try
        {
            return await OpenAsync(flow, stop);
        }
        catch (Exception failure) when (failure is VaultException or JsonException && flow.State != FlowState.Finished)
        {
            DoesNotOpen(flow.Id, flow.App, failure);
            await flows.MoveAsync(flow, flow.Finish(ConnectOutcome.Failed));
            return null;
        }
    }

    private async Task<PendingGrant?> OpenAsync(ConnectFlow flow, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(flow.Tenant, stop);
        var mine = session.ConnectAttempts.Where(row => row.Id == flow.Id && row.Parked != null);
        var json = await mine.Select(row => row.Parked).FirstOrDefaultAsync(stop);
        if (json is null || await mine.ExecuteUpdateAsync(row => row.SetProperty(attempt => attempt.Parked, (string?)null), stop) == 0)
            return null;

        var parked = JsonSerializer.Deserialize<Parked>(json, Strict) ?? throw new JsonException("Nothing is put away.");
        var credential = await vault.OpenAsync(session, Context(flow, parked.Grant), parked.Envelope, stop);
        await session.SaveAsync(stop);
        return new(JsonSerializer.Deserialize<Grant>(parked.Grant)!, credential, parked.LabelTyped);
    }

    // Binds the credential to the external account and destination it was sealed for.
    private static SecretContext Context(ConnectFlow flow, string grant) =>
        new(flow.Tenant, flow.Id, 0, SecretPurpose.PendingTokens, flow.App) { Beside = grant };

    [LoggerMessage(LogLevel.Error, "Could not decrypt the pending grant of connect attempt {Flow} ({App})")]
    private partial void DoesNotOpen(Guid flow, string app, Exception failure);

    private sealed record Parked(string Grant, byte[] Envelope, bool LabelTyped);
}

/// <summary>A grant with its credential, waiting for the person's decision.</summary>
internal sealed record PendingGrant(Grant Grant, IReadOnlyDictionary<string, Secret> Credential, bool LabelTyped = false);
