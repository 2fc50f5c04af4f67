using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>Stores connect flows and publishes their changes. Only publishing requires Redis.</summary>
public sealed partial class ConnectFlows(
    TaskJuiceDb db, FlowSeal seal, IConnectionMultiplexer redis, TimeProvider clock, ILogger<ConnectFlows> log)
{
    // A window that loads late can still show the outcome.
    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    /// <summary>Stores a flow that starts or restarts, together with another change of the attempt.</summary>
    internal async Task BeginAsync(ConnectFlow flow, Action<ConnectAttempt> change)
    {
        await using (var session = await db.InWorkspaceAsync(flow.Tenant, CancellationToken.None))
        {
            var attempt = await session.LockAttemptAsync(flow.Id, CancellationToken.None);
            if (attempt is null)
                session.Add(attempt = new(flow, seal));
            else if (attempt.UserId == flow.UserId)
                attempt.Note(flow, seal);
            else
                throw new InvalidOperationException("An attempt to connect belongs to one person.");
            change(attempt);
            await session.SaveAsync(CancellationToken.None);
        }

        Knock(flow);
    }

    /// <summary>
    /// Updates a flow unless it was changed since it was read, and notifies subscribers. When a cancellation and a response arrive at the
    /// same time, the first one wins and the other one sees its result.
    /// </summary>
    /// <param name="from">The flow as it was read.</param>
    /// <param name="to">The new flow.</param>
    /// <param name="change">Another change of the attempt in the same transaction.</param>
    /// <returns>The flow as it is now: <paramref name="to"/>, or what it had become before.</returns>
    internal async Task<ConnectFlow> MoveAsync(ConnectFlow from, ConnectFlow to, Action<ConnectAttempt>? change = null)
    {
        using var span = Telemetry.Source.StartActivity("connect.handshake");
        span?.SetTag("app", to.App).SetTag("state", to.State.ToString());
        var now = await MoveIfStillAsync(from, to, change);
        if (now == to)
            log.Tell(to);
        Knock(now);
        return now;
    }

    /// <summary>
    /// The person's flow with this id, or null when it does not exist or was deleted. An expired one is returned as timed out.
    /// </summary>
    public async Task<ConnectFlow?> FindAsync(Tenant tenant, Guid userId, Guid id)
    {
        await using var session = await db.ReadWorkspaceAsync(tenant, CancellationToken.None);
        if (await session.ConnectAttempts.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == id && row.UserId == userId) is not { } attempt)
            return null;

        var now = clock.GetUtcNow();
        return now - attempt.EndsAt > Kept ? null : attempt.FlowAt(now, seal);
    }

    /// <summary>The person's unfinished attempts that run in a popup, latest first.</summary>
    public async Task<IReadOnlyList<ConnectFlow>> OpenAsync(Tenant tenant, Guid userId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.ReadWorkspaceAsync(tenant, stop);
        var attempts = await session.OpenAttemptsAsync(userId, now, stop);
        return [.. attempts.Select(attempt => attempt.FlowAt(now, seal)).OfType<ConnectFlow>()
            .Where(flow => flow is { InPopup: true, State: not FlowState.Finished })];
    }

    /// <summary>The unfinished flows that a person started in one sign-in session, in all workspaces.</summary>
    internal async Task<IReadOnlyList<ConnectFlow>> BegunInAsync(Guid userId, Guid sessionId)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.AsUserAsync(userId, CancellationToken.None);
        var attempts = await session.ConnectAttempts.AsNoTracking().Where(row => row.UserId == userId && row.EndsAt > now - Kept)
            .ToListAsync();
        return [.. attempts.Select(attempt => attempt.FlowAt(now, seal)).OfType<ConnectFlow>()
            .Where(flow => flow.SessionId == sessionId && flow.State != FlowState.Finished)];
    }

    /// <summary>
    /// Yields true at once and after each change of the flow, and false after each interval without one; the subscriber then reads the flow
    /// itself. A lost message delays the subscriber by one interval at most. While Redis is unreachable, the sequence ends after one
    /// interval, and the subscriber has to poll.
    /// </summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="userId">The person who listens.</param>
    /// <param name="id">The flow.</param>
    /// <param name="silence">The interval without a change after which false is yielded.</param>
    /// <param name="stop">Ends the subscription.</param>
    public async IAsyncEnumerable<bool> ListenAsync(
        Tenant tenant, Guid userId, Guid id, TimeSpan silence, [EnumeratorCancellation] CancellationToken stop)
    {
        if (await SubscribeAsync(Channel(tenant, id)) is not { } changes)
        {
            await Task.Delay(silence, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            yield break;
        }

        ConnectMetrics.StartedWaiting();
        try
        {
            // Subscribes before reading, so that a change in between is not lost.
            var seen = (await FindAsync(tenant, userId, id))?.State;
            yield return true;
            while (!stop.IsCancellationRequested)
            {
                if (await ChangedAsync(changes, silence, stop))
                {
                    yield return true;
                    continue;
                }

                if (stop.IsCancellationRequested || !redis.IsConnected)
                    yield break;
                var before = seen;
                seen = (await FindAsync(tenant, userId, id))?.State;
                yield return seen != before;
            }
        }
        finally
        {
            ConnectMetrics.StoppedWaiting();
            await changes.UnsubscribeAsync(flags: CommandFlags.FireAndForget);
        }
    }

    private async Task<ConnectFlow> MoveIfStillAsync(ConnectFlow from, ConnectFlow to, Action<ConnectAttempt>? change)
    {
        await using var session = await db.InWorkspaceAsync(to.Tenant, CancellationToken.None);
        var attempt = await session.LockAttemptAsync(to.Id, CancellationToken.None);
        if (attempt?.IsStill(from, clock.GetUtcNow(), seal) == false)
            return attempt.FlowAt(clock.GetUtcNow(), seal) ?? from.Finish(ConnectOutcome.Failed);

        // A flow that ended before it was stored, or was deleted since, has no subscribers.
        if (attempt is null && to.State == FlowState.Finished)
            return to;
        if (attempt is null)
            session.Add(attempt = new(to, seal));
        attempt.Note(to, seal);
        change?.Invoke(attempt);
        await session.SaveAsync(CancellationToken.None);
        return to;
    }

    private void Knock(ConnectFlow flow)
    {
        try
        {
            redis.GetSubscriber().Publish(Channel(flow.Tenant, flow.Id), "changed", CommandFlags.FireAndForget);
        }
        catch (RedisException failure)
        {
            NobodyWasTold(failure);
        }
    }

    private async Task<ChannelMessageQueue?> SubscribeAsync(RedisChannel channel)
    {
        try
        {
            return redis.IsConnected ? await redis.GetSubscriber().SubscribeAsync(channel) : null;
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            NobodyWasTold(failure);
            return null;
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

    private static RedisChannel Channel(Tenant tenant, Guid id) =>
        RedisChannel.Literal($"{tenant.AccountId:N}:{tenant.WorkspaceId:N}:connect:{id:N}");

    [LoggerMessage(LogLevel.Warning, "Could not publish a connect-flow change to Redis; the panel falls back to polling")]
    private partial void NobodyWasTold(Exception failure);
}
