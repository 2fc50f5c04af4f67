using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connections.Connecting;

/// <summary>The state of connect flows, and the knock on the door when one changes. Only the knock needs Redis.</summary>
public sealed partial class ConnectFlows(TaskJuiceDb db, IConnectionMultiplexer redis, TimeProvider clock, ILogger<ConnectFlows> log)
{
    // A window that comes late still learns how it ended; an answer that arrived in time may still be worked on.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>Stores the flow and tells whoever listens.</summary>
    public Task SaveAsync(ConnectFlow flow) => SaveAsync(flow, _ => { });

    /// <summary>Stores the flow together with what else becomes of the attempt, and tells whoever listens.</summary>
    internal async Task SaveAsync(ConnectFlow flow, Action<ConnectAttempt> change)
    {
        using var span = Telemetry.Source.StartActivity("connect.handshake");
        span?.SetTag("app", flow.App).SetTag("state", flow.State.ToString());
        await using (var session = await db.InWorkspaceAsync(flow.Tenant, CancellationToken.None))
        {
            await ForgetOldAsync(session);
            change(await NoteAsync(session, flow));
            await session.SaveAsync(CancellationToken.None);
        }

        Knock(flow);
    }

    /// <summary>The person's flow with this id, or null when it never was or is long over. One that took too long has timed out.</summary>
    public async Task<ConnectFlow?> FindAsync(Tenant tenant, Guid userId, Guid id)
    {
        await using var session = await db.InWorkspaceAsync(tenant, CancellationToken.None);
        if (await session.ConnectAttempts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.UserId == userId) is not { } attempt)
            return null;

        var (flow, late) = (attempt.ReadFlow(), clock.GetUtcNow() - attempt.EndsAt);
        if (late > Kept)
            return null;

        var isOver = flow.State != FlowState.Finished && late > (attempt.TakenAt is null ? TimeSpan.Zero : Slack);
        return isOver ? flow.Finish(ConnectOutcome.TimedOut) : flow;
    }

    /// <summary>The person's attempts that go on in a window of their own, the latest first.</summary>
    public async Task<IReadOnlyList<ConnectFlow>> OpenAsync(Tenant tenant, Guid userId, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var attempts = await session.ConnectAttempts.AsNoTracking().Where(row => row.UserId == userId && row.EndsAt > now).OrderByDescending(row => row.EndsAt).ToListAsync(stop);
        return [.. attempts.Select(attempt => attempt.ReadFlow()).Where(flow => flow is { InPopup: true, State: not FlowState.Finished })];
    }

    /// <summary>
    /// Yields true at once and each time the flow changed, and false after each silence. What the flow is now, the listener asks itself.
    /// While Redis cannot be reached it ends after one silence; then only asking helps.
    /// </summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="id">The flow.</param>
    /// <param name="silence">How long to say nothing before yielding false.</param>
    /// <param name="stop">Ends the listening.</param>
    public async IAsyncEnumerable<bool> ListenAsync(
        Tenant tenant, Guid id, TimeSpan silence, [EnumeratorCancellation] CancellationToken stop)
    {
        if (await SubscribeAsync(Channel(tenant, id)) is not { } changes)
        {
            await Task.Delay(silence, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            yield break;
        }

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
            await changes.UnsubscribeAsync(flags: CommandFlags.FireAndForget);
        }
    }

    private static async Task<ConnectAttempt> NoteAsync(WorkspaceSession session, ConnectFlow flow)
    {
        var attempt = await session.ConnectAttempts.FirstOrDefaultAsync(row => row.Id == flow.Id);
        if (attempt is null)
            session.Add(attempt = new(flow));
        else if (attempt.UserId == flow.UserId)
            attempt.Note(flow);
        else
            throw new InvalidOperationException("An attempt to connect belongs to one person.");
        return attempt;
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

    private async Task ForgetOldAsync(WorkspaceSession session)
    {
        var longAgo = clock.GetUtcNow() - Kept;
        await session.ConnectAttempts.Where(row => row.EndsAt < longAgo).ExecuteDeleteAsync();
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

    [LoggerMessage(LogLevel.Warning, "Redis did not take part in telling a panel that its connect flow changed; the panel will ask by itself")]
    private partial void NobodyWasTold(Exception failure);
}
