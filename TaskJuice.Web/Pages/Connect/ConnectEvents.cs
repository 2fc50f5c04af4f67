using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>Tells a waiting panel that its flow changed. It carries no more than that; the panel then asks for the flow.</summary>
internal static class ConnectEvents
{
    // Proxies close silent connections; this often is enough for the usual minute.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void MapConnectEvents(this WebApplication app) =>
        app.MapGet("/{workspace}/connect/flows/{id:guid}/events", async (
            string workspace, Guid id, ClaimsPrincipal person, FindWorkspace find, ConnectFlows flows, TimeProvider clock, CancellationToken stop) =>
        {
            var userId = Guid.Parse(person.FindFirstValue(ClaimTypes.NameIdentifier)!);
            return await find.BySlugAsync(userId, workspace, stop) is { } found
                ? (IResult)TypedResults.ServerSentEvents(EventsAsync(flows, found.Tenant, id, clock, stop))
                : TypedResults.NotFound();
        });

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        ConnectFlows flows, Tenant tenant, Guid id, TimeProvider clock, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var changes = flows.ChangesAsync(tenant, id, stop).GetAsyncEnumerator(stop);
        var next = changes.MoveNextAsync().AsTask();
        while (!stop.IsCancellationRequested)
        {
            if (await Task.WhenAny(next, Task.Delay(Heartbeat, clock, stop)) != next)
            {
                yield return new("", "heartbeat");
                continue;
            }

            if (!await next)
                yield break;
            yield return new("", "flow");
            next = changes.MoveNextAsync().AsTask();
        }
    }
}
