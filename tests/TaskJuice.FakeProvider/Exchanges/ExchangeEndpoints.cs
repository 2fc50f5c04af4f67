using System.Security.Claims;
using OpenIddict.Abstractions;
using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Faults;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.Ledger;
using TaskJuice.FakeProvider.People;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TaskJuice.FakeProvider.Exchanges;

/// <summary>Issues tokens without a person's grant: for client credentials, and for a proprietary login.</summary>
public static class ExchangeEndpoints
{
    public const string Token = "/exchange/token";
    public const string Login = "/exchange/login";

    /// <summary>The address of the private keys of service accounts, by name.</summary>
    public const string Keys = "/exchange/keys/{name}.pem";

    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string MachinePrefix = "machine_";

    public static void MapExchanges(this IEndpointRouteBuilder app)
    {
        app.MapPost(Token, async (HttpRequest request, CallNotes notes, ClientRegister clients, GrantStore grants, ServiceAccounts accounts) =>
        {
            var call = await TokenCall.ReadAsync(request);
            var knobs = clients.KnobsOf(ClientRegister.DefaultClient).Settings;
            if (call.GrantType is not (GrantTypes.ClientCredentials or JwtBearer))
                return Refuse(notes, Errors.UnsupportedGrantType, StatusCodes.Status400BadRequest);
            var (who, error, status) = call.GrantType == JwtBearer
                ? (await ServiceAsync(request, accounts), Errors.InvalidGrant, StatusCodes.Status400BadRequest)
                : (Machine(call), Errors.InvalidClient, StatusCodes.Status401Unauthorized);
            if (knobs.RefuseRefresh || who is not { } person)
                return Refuse(notes, error, status);
            return Results.Json(new { access_token = Issue(grants, notes, person, knobs), token_type = "Bearer", expires_in = knobs.AccessTokenSeconds });
        });
        app.MapGet(Keys, (string name, ServiceAccounts accounts) => accounts.KeyOf(name) is { } pem ? Results.Text(pem) : Results.NotFound());
        app.MapPost(Login, (Credentials sent, CallNotes notes, ClientRegister clients, GrantStore grants) =>
        {
            var knobs = clients.KnobsOf(ClientRegister.DefaultClient).Settings;
            if (Person.WhoSignsIn(sent.User, sent.Password) is not { } person || knobs.RefuseRefresh)
                return Refuse(notes, "wrong user name or password", StatusCodes.Status401Unauthorized);
            return Results.Json(new { data = new { session = Issue(grants, notes, person, knobs) } });
        });
    }

    // A proxy in between preserves the original host.
    private static Task<Person?> ServiceAsync(HttpRequest request, ServiceAccounts accounts) =>
        accounts.WhoAsync(request.Form["assertion"], $"{request.Scheme}://{request.Host}{Token}");

    private static Person? Machine(TokenCall call) =>
        call.Client?.StartsWith(MachinePrefix) == true && Person.WithKeyName(call.Client[MachinePrefix.Length..]) is { } person
        && call.Secret == $"secret_{person.KeyName}"
            ? person : null;

    private static string Issue(GrantStore grants, CallNotes notes, Person person, Knobs knobs)
    {
        notes.Account = person.Id;
        notes.Outcome = "granted";
        var grant = grants.Open(ClientRegister.DefaultClient, person.Id);
        var principal = new ClaimsPrincipal(new ClaimsIdentity("exchange"));
        principal.SetExpirationDate(DateTimeOffset.UtcNow.AddSeconds(knobs.AccessTokenSeconds));
        return grants.Issue(grant.Id, TokenTypeIdentifiers.AccessToken, principal, null).Value;
    }

    private static IResult Refuse(CallNotes notes, string error, int status)
    {
        notes.Outcome = error;
        return Results.Json(new { error }, statusCode: status);
    }

    private sealed record Credentials(string? User, string? Password);
}
