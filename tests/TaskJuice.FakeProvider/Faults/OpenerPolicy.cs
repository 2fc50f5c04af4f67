using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.FakeProvider.Clients;

namespace TaskJuice.FakeProvider.Faults;

/// <summary>Isolates the popup from its opener for clients whose knob says so.</summary>
public sealed class OpenerPolicy(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, ClientRegister clients)
    {
        if (await ClientAsync(http.Request) is { } client && clients.KnobsOf(client).Settings.Coop)
            http.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        await next(http);
    }

    private static async Task<string?> ClientAsync(HttpRequest request)
    {
        if (request.Path != "/oauth/authorize" && request.Path != "/sign-in")
            return null;
        var form = request.HasFormContentType ? await request.ReadFormAsync() : null;
        return request.Query["client_id"].FirstOrDefault()
            ?? form?["client_id"].FirstOrDefault()
            ?? ClientIn(request.Query["returnUrl"].FirstOrDefault() ?? form?["ReturnUrl"].FirstOrDefault());
    }

    private static string? ClientIn(string? returnUrl) =>
        returnUrl?.IndexOf('?') is >= 0 and var start
            ? QueryHelpers.ParseQuery(returnUrl[start..]).GetValueOrDefault("client_id").FirstOrDefault()
            : null;
}
