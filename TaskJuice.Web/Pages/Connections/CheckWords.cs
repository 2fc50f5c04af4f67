using TaskJuice.Core.HealthChecks;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>Says what a check brought. What a connection's page knows besides is whether the key has to be replaced now.</summary>
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
