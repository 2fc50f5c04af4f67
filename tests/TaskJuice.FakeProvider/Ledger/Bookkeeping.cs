using TaskJuice.FakeProvider.Exchanges;

namespace TaskJuice.FakeProvider.Ledger;

/// <summary>Records each call before its response is sent, so that the entry exists when the caller has the response.</summary>
public sealed class Bookkeeping(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, CallNotes notes)
    {
        notes.Kind = KindOf(http.Request.Path);
        http.Response.OnStarting(() =>
        {
            notes.WriteOnce(http.Response.StatusCode);
            return Task.CompletedTask;
        });
        try
        {
            await next(http);
        }
        catch (Exception) when (!http.RequestAborted.IsCancellationRequested)
        {
            notes.Outcome = "crashed";
            notes.WriteOnce(StatusCodes.Status500InternalServerError);
            throw;
        }
        finally
        {
            if (!http.Response.HasStarted && http.RequestAborted.IsCancellationRequested)
            {
                notes.Outcome ??= "gone";
                notes.WriteOnce(0);
            }
        }
    }

    // The kind of a token request depends on its grant type, which is set where that is read.
    private static string? KindOf(PathString path) => path.Value switch
    {
        "/oauth/authorize" => "authorize",
        "/oauth/token" => "token.code",
        "/oauth/revoke" => "revoke",
        ExchangeEndpoints.Token => "token.client",
        ExchangeEndpoints.Login => "login",
        "/userinfo" => "userinfo",
        { } other when other.StartsWith("/api/") || other.StartsWith("/t/") => "api",
        _ => null,
    };
}
