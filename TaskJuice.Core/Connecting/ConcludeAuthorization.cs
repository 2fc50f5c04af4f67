using Microsoft.Extensions.Logging;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

/// <summary>From an accepted authorization response to the end of its flow: the issuer, then the provider's error or the code.</summary>
public sealed partial class ConcludeAuthorization(
    ConnectFlows flows, AppCatalog catalog, ExchangeCode exchange, TimeProvider clock, ILogger<ConcludeAuthorization> log)
{
    /// <summary>Concludes it. Call it once for each state that was used up.</summary>
    /// <returns>The flow as it is then, or null when it does not wait for an answer any more.</returns>
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

    // Whatever breaks, the panel must not wait for a result that never comes.
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
