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
            string workspace, Guid id, ClaimsPrincipal person, FindWorkspace find, ConnectFlows flows, IHostApplicationLifetime life, CancellationToken stop) =>
        {
            var userId = Guid.Parse(person.FindFirstValue(ClaimTypes.NameIdentifier)!);
            return await find.BySlugAsync(userId, workspace, stop) is { } found
                ? (IResult)TypedResults.ServerSentEvents(EventsAsync(flows, found.Tenant, id, life.ApplicationStopping, stop))
                : TypedResults.NotFound();
        });

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        ConnectFlows flows, Tenant tenant, Guid id, CancellationToken shutdown, [EnumeratorCancellation] CancellationToken stop)
    {
        // An open stream must not hold up the end of the process; the page comes back by itself, or polls.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, shutdown);
        await foreach (var changed in flows.ListenAsync(tenant, id, Heartbeat, either.Token))
            yield return new("", changed ? "flow" : "heartbeat");
    }
}
