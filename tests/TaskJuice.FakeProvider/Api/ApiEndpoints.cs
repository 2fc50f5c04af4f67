using TaskJuice.FakeProvider.Ledger;
using TaskJuice.FakeProvider.People;

namespace TaskJuice.FakeProvider.Api;

public static class ApiEndpoints
{
    private const string PublishableKeyHint = "This is a publishable key. Use the secret key, which starts with sk_.";

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/me", (ApiCaller caller, CallNotes notes, HttpResponse response) =>
            caller.Person is { } person ? Results.Json(Me(person, person.Id)) : Unauthorized(caller, notes, response));
        app.MapGet("/t/{subdomain}/api/me", (string subdomain, ApiCaller caller, CallNotes notes, HttpResponse response) =>
            caller.Person is { } person ? Results.Json(Me(person, $"{person.Id}@{subdomain}")) : Unauthorized(caller, notes, response));
        app.MapGet("/api/organisations", (ApiCaller caller, CallNotes notes, HttpResponse response) =>
            caller is { Person: { } person, UsedKey: false }
                ? Results.Json(person.Organisations)
                : Unauthorized(caller, notes, response));
    }

    private static object Me(Person person, string id) => new { id, person.Name, person.Email };

    private static IResult Unauthorized(ApiCaller caller, CallNotes notes, HttpResponse response)
    {
        notes.Outcome = "invalid_token";
        response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return caller.UsedPublishableKey
            ? Results.Json(new { error = "invalid_token", hint = PublishableKeyHint }, statusCode: StatusCodes.Status401Unauthorized)
            : Results.Json(new { error = "invalid_token" }, statusCode: StatusCodes.Status401Unauthorized);
    }
}
