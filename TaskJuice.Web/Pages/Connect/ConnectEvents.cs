using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Limiting;
using TaskJuice.Core.Storage;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>Notifies a waiting panel that its flow changed. The event has no content; the panel then requests the flow.</summary>
internal static class ConnectEvents
{
    // Proxies close idle connections, typically after a minute.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void MapConnectEvents(this WebApplication app) =>
        app.MapGet("/{workspace}/connect/flows/{id:guid}/events", async (
            Guid id, HttpContext context, ConnectFlows flows, OpenPlaces places, IHostApplicationLifetime life, CancellationToken stop) =>
        {
            var userId = Guid.Parse(context.User.FindFirstValue(ClaimTypes.NameIdentifier)!);
            if (context.Visitor()?.Workspace is not { } found)
                return (IResult)TypedResults.NotFound();
            if (await places.TakeStreamAsync(userId) is not { } place)
                return TooMany(context.Response);

            context.Response.RegisterForDispose(place);
            return TypedResults.ServerSentEvents(EventsAsync(flows, found.Tenant, userId, id, place, life.ApplicationStopping, stop));
        });

    // The panel falls back to polling, so it misses nothing.
    private static StatusCodeHttpResult TooMany(HttpResponse response)
    {
        response.AskToWait(Heartbeat);
        return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        ConnectFlows flows, Tenant tenant, Guid userId, Guid id, OpenPlace place,
        CancellationToken shutdown, [EnumeratorCancellation] CancellationToken stop)
    {
        // An open stream must not delay shutdown; the page reconnects or polls.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, shutdown);
        await foreach (var changed in flows.ListenAsync(tenant, userId, id, Heartbeat, either.Token))
        {
            yield return new("", changed ? "flow" : "heartbeat");
            if (!await place.ConfirmAsync())
                yield break;
        }
    }
}
