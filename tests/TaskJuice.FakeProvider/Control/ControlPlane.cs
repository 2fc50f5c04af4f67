using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.Ledger;

namespace TaskJuice.FakeProvider.Control;

/// <summary>The control API for tests. Without authentication, because the provider contains nothing real.</summary>
public static class ControlPlane
{
    public static void MapControlPlane(this IEndpointRouteBuilder app)
    {
        var control = app.MapGroup("/_control");
        MapClients(control);
        MapGrants(control);
        MapLedger(control);
        MapSecrets(control);
    }

    private static void MapClients(RouteGroupBuilder control)
    {
        control.MapPut("/clients/{client}", (string client, ClientRegistration registration, ClientRegister clients) =>
            Done(() => clients.Put(client, registration)));
        control.MapPut("/clients/{client}/knobs", (string client, Knobs knobs, ClientRegister clients) =>
            Done(() => clients.Turn(client, knobs)));
        control.MapDelete("/clients/{client}/knobs", (string client, ClientRegister clients) =>
            Done(() => clients.ResetKnobs(client)));
    }

    private static void MapGrants(RouteGroupBuilder control)
    {
        control.MapPost("/grants", (GrantOrder order, ManyGrants many) => many.Issue(order));
        control.MapPost("/grants/{account}/revoke", (string account, GrantStore grants) =>
            Done(() => grants.EndAllOf(account)));
        control.MapDelete("/state", (ClientRegister clients, GrantStore grants, CallLedger ledger) => Done(() =>
        {
            clients.Reset();
            grants.Clear();
            ledger.Clear();
        }));
    }

    private static void MapLedger(RouteGroupBuilder control)
    {
        control.MapGet("/ledger", (string? client, CallLedger ledger) => ledger.Read(client));
        control.MapDelete("/ledger", (CallLedger ledger) => Done(ledger.Clear));
    }

    private static void MapSecrets(RouteGroupBuilder control) =>
        control.MapGet("/secrets", (IssuedSecrets secrets) => secrets.Read());

    private static IResult Done(Action action)
    {
        action();
        return Results.NoContent();
    }
}
