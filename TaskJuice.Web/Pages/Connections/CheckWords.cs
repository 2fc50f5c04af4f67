using TaskJuice.Core.HealthChecks;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>The text for the result of a check. In addition to the call's result, it says whether the key has to be replaced now.</summary>
public sealed class CheckWords(CallWords calls, Words words)
{
    public async Task<CallSaid> OfAsync(WorkspacePage page, TryResult tried, ConnectionDisplay face, CancellationToken stop) => tried switch
    {
        TryResult.Refused { Refusal: { MissingScopes: null } refusal } when face is { IsKey: true, NeedsPerson: true } =>
            new(words["Connections.CheckKeyRefused", face.AppName], "danger", refusal.ProviderMessage),
        TryResult.Refused { Refusal: { MissingScopes: null } refusal } when face.NeedsPerson =>
            new(words["Connections.CheckNeedsReconnecting", face.AppName], "danger", refusal.ProviderMessage),
        _ => await calls.OfAsync(page, tried, face.AppName, stop),
    };
}
