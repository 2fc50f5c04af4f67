using System.Text.Json;
using StackExchange.Redis;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>Tokens that wait, sealed, for the person to choose an external account. Taken once; gone after ten minutes.</summary>
public sealed class ParkedTokens(IConnectionMultiplexer redis, TaskJuiceDb db, SecretVault vault)
{
    internal async Task ParkAsync(ConnectFlow flow, Grant grant, IReadOnlyDictionary<string, Secret> credential, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(flow.Tenant, stop);
        var envelope = await vault.SealAsync(session, Context(flow), credential, stop);
        await redis.GetDatabase().StringSetAsync(Key(flow), JsonSerializer.Serialize(new Parked(grant, envelope)), PendingAuthorizations.Life);
    }

    internal async Task<(Grant Grant, IReadOnlyDictionary<string, Secret> Credential)?> TakeAsync(ConnectFlow flow, CancellationToken stop)
    {
        var json = await redis.GetDatabase().StringGetDeleteAsync(Key(flow));
        if (json.IsNull)
            return null;

        var parked = JsonSerializer.Deserialize<Parked>(json.ToString())!;
        await using var session = await db.InWorkspaceAsync(flow.Tenant, stop);
        return (parked.Grant, await vault.OpenAsync(session, Context(flow), parked.Envelope, stop));
    }

    private static SecretContext Context(ConnectFlow flow) => new(flow.Tenant, flow.Id, 0, SecretPurpose.PendingTokens, flow.App);

    private static RedisKey Key(ConnectFlow flow) => $"{flow.Tenant.AccountId:N}:{flow.Tenant.WorkspaceId:N}:parked:{flow.Id:N}";

    private sealed record Parked(Grant Grant, byte[] Envelope);
}
