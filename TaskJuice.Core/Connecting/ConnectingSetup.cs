using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

internal static class ConnectingSetup
{
    public static void AddConnecting(this IServiceCollection services)
    {
        services.AddSingleton<FlowSeal>();
        services.AddSingleton<StateSignature>();
        services.AddSingleton<RememberedStates>();
        services.AddScoped<PendingAuthorizations>();
        services.AddScoped<ConnectFlows>();
        services.AddScoped<StartAuthorization>();
        services.AddScoped<CancelAuthorization>();
        services.AddScoped<FinishAuthorization>();
        services.AddScoped<ConcludeAuthorization>();
        services.AddSingleton<ConclusionsUnderWay>();
        services.AddHostedService(provider => provider.GetRequiredService<ConclusionsUnderWay>());
        services.AddScoped<ExchangeCode>();
        services.AddScoped<PendingGrants>();
        services.AddSingleton<SealedStore, SealedPendingGrants>();
        services.AddScoped<SaveOrAsk>();
        services.AddScoped<GiveBackGrant>();
        services.AddSingleton<GiveBackUndecided>();
        services.AddScoped<KeepRefreshToken>();
        services.AddScoped<ResolveIdentityMismatch>();
        services.AddScoped<ChooseExternalAccount>();
        services.AddScoped<ConnectWithKey>();
        services.AddScoped<SaveConnection>();
        services.AddScoped<PlanRefreshes>();
        services.AddScoped<ReplaceConnection>();
    }
}
