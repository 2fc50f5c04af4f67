using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Exchanges;
using TaskJuice.FakeProvider.Ledger;

namespace TaskJuice.FakeProvider.Faults;

/// <summary>Middleware before the token endpoint that injects the faults of the knobs.</summary>
public sealed class TokenFaults(RequestDelegate next, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http, ClientRegister clients, CallNotes notes)
    {
        var isExchange = http.Request.Path == ExchangeEndpoints.Token;
        if (http.Request.Path != "/oauth/token" && !isExchange)
        {
            await next(http);
            return;
        }
        var call = await TokenCall.ReadAsync(http.Request);
        notes.Client = isExchange ? ClientRegister.DefaultClient : call.Client;
        if (!isExchange)
            notes.Kind = call.GrantType == "refresh_token" ? "token.refresh" : "token.code";
        if (clients.KnobsOf(notes.Client).TakeToken(call.GrantType) is { } knob)
            await SpoilAsync(http, notes, knob);
        else
            await next(http);
    }

    private async Task SpoilAsync(HttpContext http, CallNotes notes, TokenKnob knob)
    {
        if (!await WaitAsync(knob.DelayMs, http))
            return;
        if (FalseAnswer.For(knob) is { } answer)
        {
            notes.Outcome = answer.Outcome;
            await answer.SendAsync(http.Response);
        }
        else
        {
            await DisfigureAsync(http, notes, knob);
        }
    }

    private async Task DisfigureAsync(HttpContext http, CallNotes notes, TokenKnob knob)
    {
        var answer = await TrueAnswer.CatchAsync(http, next);
        if (knob.Put is { } put)
            answer = answer.With(put);
        if (knob.DropAfterCommit)
            notes.Outcome = notes.Outcome == "granted" ? "dropped" : notes.Outcome;
        // Recorded before the wait, so that a test can see that the work is done while the caller still waits.
        notes.WriteOnce(knob.DropAfterCommit ? 0 : http.Response.StatusCode);
        if (!await WaitAsync(knob.AnswerDelayMs, http))
            return;
        if (knob.DropAfterCommit)
            http.Abort();
        else
            await answer.SendAsync(http, knob.Body, clock);
    }

    /// <summary>False when the caller disconnected meanwhile.</summary>
    private async Task<bool> WaitAsync(int milliseconds, HttpContext http)
    {
        if (milliseconds > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), clock, http.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !http.RequestAborted.IsCancellationRequested;
    }
}
