using System.Runtime.CompilerServices;
using System.Text.Json;
using StackExchange.Redis;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>The state of connect flows in Redis, and the knock on the door when one changes.</summary>
public sealed class ConnectFlows(IConnectionMultiplexer redis)
{
    /// <summary>A little longer than an authorization may take, so that a late window still learns how it ended.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>Stores the flow and tells whoever listens.</summary>
    public async Task SaveAsync(ConnectFlow flow)
    {
        using var span = Telemetry.Source.StartActivity("connect.handshake");
        span?.SetTag("app", flow.App).SetTag("state", flow.State.ToString());
        await redis.GetDatabase().StringSetAsync(Key(flow.Tenant, flow.UserId, flow.Id), JsonSerializer.Serialize(flow), Life);
        await redis.GetSubscriber().PublishAsync(Channel(flow.Tenant, flow.Id), "changed");
    }

    /// <summary>The person's flow with this id, or null when it never was or is long over.</summary>
    public async Task<ConnectFlow?> FindAsync(Tenant tenant, Guid userId, Guid id)
    {
        var json = await redis.GetDatabase().StringGetAsync(Key(tenant, userId, id));
        return json.IsNull ? null : JsonSerializer.Deserialize<ConnectFlow>(json.ToString());
    }

    /// <summary>
    /// Yields true at once and each time the flow changed, and false after each silence. What the flow is now, the listener asks itself.
    /// </summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The flow.</param>
    /// <param name="silence">How long to say nothing before yielding false.</param>
    /// <param name="stop">Ends the listening.</param>
    public async IAsyncEnumerable<bool> ListenAsync(
        Tenant tenant, Guid id, TimeSpan silence, [EnumeratorCancellation] CancellationToken stop)
    {
        var changes = await redis.GetSubscriber().SubscribeAsync(Channel(tenant, id));
        ConnectFigures.StartedWaiting();
        try
        {
            // Subscribed first, so that a change between asking and listening is not lost.
            yield return true;
            while (!stop.IsCancellationRequested)
                yield return await ChangedAsync(changes, silence, stop);
        }
        finally
        {
            ConnectFigures.StoppedWaiting();
            await changes.UnsubscribeAsync();
        }
    }

    private static async Task<bool> ChangedAsync(ChannelMessageQueue changes, TimeSpan silence, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(silence);
        try
        {
            await changes.ReadAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static RedisKey Key(Tenant tenant, Guid userId, Guid id) => $"{tenant.AccountId:N}:{tenant.WorkspaceId:N}:connect:{userId:N}:{id:N}";

    private static RedisChannel Channel(Tenant tenant, Guid id) =>
        RedisChannel.Literal($"{tenant.AccountId:N}:{tenant.WorkspaceId:N}:connect:{id:N}");
}
