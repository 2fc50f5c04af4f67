using TaskJuice.FakeProvider.Api;
using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Ledger;

namespace TaskJuice.FakeProvider.Faults;

/// <summary>Identifies the caller of the API, and injects the faults of its knobs.</summary>
public sealed class ApiFaults(RequestDelegate next, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http, ApiCaller caller, ClientRegister clients, CallNotes notes)
    {
        if (notes.Kind is not ("api" or "userinfo"))
        {
            await next(http);
            return;
        }
        caller.Read(http.Request);
        notes.Client = caller.Client;
        notes.Account = caller.Person?.Id;
        if (notes.Kind == "api" && caller.UsedKey)
            notes.Kind = "api.key";
        if (clients.KnobsOf(caller.KnobClient).TakeApi() is { } knob)
            await SpoilAsync(http, notes, knob);
        else
            await next(http);
    }

    private async Task SpoilAsync(HttpContext http, CallNotes notes, ApiKnob knob)
    {
        if (knob.DelayMs > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(knob.DelayMs), clock, http.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (http.RequestAborted.IsCancellationRequested)
            return;
        if (FalseAnswer.For(knob) is not { } answer)
        {
            await next(http);
            return;
        }
        notes.Outcome = answer.Outcome;
        await answer.SendAsync(http.Response);
    }
}
