using Microsoft.Extensions.Logging;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Processes an accepted authorization response: checks the issuer, then handles the provider's error or exchanges the code.
/// </summary>
public sealed partial class ConcludeAuthorization(
    ConnectFlows flows, AppCatalog catalog, ExchangeCode exchange, TimeProvider clock, ILogger<ConcludeAuthorization> log)
{
    /// <summary>Processes the response. Call it once for each redeemed state.</summary>
    /// <returns>The updated flow, or null when it no longer waits for a response.</returns>
    internal async Task<ConnectFlow?> ConcludeAsync(AuthorizationResponse response, PendingAuthorization pending)
    {
        if (await flows.FindAsync(pending.Tenant, pending.UserId, pending.FlowId) is not { State: FlowState.Waiting } flow
            || catalog.Find(pending.App)?.Method(pending.Method) is not OAuthMethod method)
            return null;

        var started = clock.GetTimestamp();
        var ended = IssuerCheck.Problem(method, response.Issuer) is { } problem ? flow.Finish(problem)
            : !string.IsNullOrWhiteSpace(response.Error) ? AuthorizationError.Finish(flow, response.Error)
            : response.Code.IsEmpty ? flow.Finish(ConnectOutcome.NothingAnswered)
            : await ExchangeAsync(flow, pending, response.Code);
        ConnectMetrics.Concluded(ended, clock.GetElapsedTime(started));
        return await flows.MoveAsync(flow, ended);
    }

    // On any failure the flow must still end, because the panel waits for its result.
    private async Task<ConnectFlow> ExchangeAsync(ConnectFlow flow, PendingAuthorization pending, Secret code)
    {
        try
        {
            return await exchange.ExchangeAsync(flow, pending, code, CancellationToken.None);
        }
        catch (Exception failure)
        {
            CouldNotFinish(flow.Id, flow.App, failure);
            return flow.Finish(ConnectOutcome.Failed);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not finish connect attempt {Flow} ({App})")]
    private partial void CouldNotFinish(Guid flow, string app, Exception failure);
}
