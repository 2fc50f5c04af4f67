using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connecting;

/// <summary>The authorization response (RFC 6749 section 4.1.2) as received.</summary>
public sealed record AuthorizationResponse
{
    /// <summary>The app in the path.</summary>
    public required string App { get; init; }

    /// <summary>The OAuth client in the path.</summary>
    public required string Client { get; init; }

    /// <summary>The signed-in person, or null.</summary>
    public required Guid? UserId { get; init; }

    /// <summary>Returns the binding cookie of a flow, if the browser has it.</summary>
    public required Func<Guid, Secret?> Browser { get; init; }

    /// <summary>The <c>state</c> parameter.</summary>
    public Secret State { get; init; }

    /// <summary>The <c>code</c> parameter.</summary>
    public Secret Code { get; init; }

    /// <summary>The <c>error</c> parameter.</summary>
    public string? Error { get; init; }

    /// <summary>The <c>iss</c> parameter (RFC 9207).</summary>
    public string? Issuer { get; init; }

    /// <summary>True when one of these parameters was repeated, so that none can be trusted (RFC 6749 section 3.1).</summary>
    public bool IsDoubled { get; init; }
}

/// <summary>What to show the browser that returned.</summary>
public abstract record FinishResult
{
    private FinishResult() { }

    /// <summary>The flow has an outcome or a choice, which its page shows.</summary>
    /// <param name="WorkspaceSlug">The workspace in the address.</param>
    /// <param name="FlowId">The flow.</param>
    public sealed record Flow(string WorkspaceSlug, Guid FlowId) : FinishResult;

    /// <summary>The state is unknown, expired, or belongs to another app or client.</summary>
    public sealed record Unknown : FinishResult;

    /// <summary>A parameter was repeated.</summary>
    public sealed record Doubled : FinishResult;

    /// <summary>The browser that returned is not the one that started the flow.</summary>
    public sealed record OtherBrowser : FinishResult;

    /// <summary>The person was removed from the workspace meanwhile and can no longer see the flow; nothing was stored.</summary>
    public sealed record NotAllowed : FinishResult;

    /// <summary>The sign-in session that started the flow has ended.</summary>
    /// <param name="Back">The page on which the flow was started.</param>
    public sealed record SessionEnded((string WorkspaceSlug, ReturnTo To) Back) : FinishResult;

    /// <summary>Nobody is signed in, or someone other than the person who started the flow.</summary>
    /// <param name="Back">The page on which the flow was started, when it is the same browser; null otherwise.</param>
    public sealed record OtherPerson((string WorkspaceSlug, ReturnTo To)? Back) : FinishResult;
}

/// <summary>
/// Completes the authorization code grant. Path, person and browser are checked before the state is redeemed; then the issuer is checked,
/// and only then is the code exchanged. PKCE and state do not stop a victim from finishing an attacker's flow: the browser and person
/// checks do.
/// </summary>
public sealed class FinishAuthorization(
    PendingAuthorizations authorizations, ConclusionsUnderWay conclusions, AppCatalog catalog,
    BrowserSessions sessions, ILogger<FinishAuthorization> log)
{
    /// <summary>Handles one response; repeated copies of it lead to one token request.</summary>
    public async Task<FinishResult> FinishAsync(AuthorizationResponse response)
    {
        if (response.IsDoubled)
            return Refused(response, null, new FinishResult.Doubled());
        if (response.State.IsEmpty || await authorizations.LookAsync(response.State) is not { } pending)
            return Refused(response, null, new FinishResult.Unknown());

        TellConsent(pending);
        using var span = Join(pending.Trace, "connect.callback");
        span?.SetTag("app", pending.App).SetTag("method", pending.Method);
        var refusal = await RefuseAsync(response, pending);
        // Redis may not know yet that the state was redeemed, which also removed the cookie.
        if (refusal is FinishResult.OtherBrowser && await authorizations.LookAtRowAsync(response.State) is { IsUsed: true })
            refusal = null;
        span?.SetTag("outcome", refusal?.GetType().Name ?? "accepted");
        if (refusal is not null)
            return Refused(response, pending, refusal);

        if (await authorizations.RedeemAsync(response.State, pending.FlowId)
            && await conclusions.ConcludeAsync(response, pending) is { Outcome: ConnectOutcome.NotAllowed })
            return new FinishResult.NotAllowed();
        return new FinishResult.Flow(pending.WorkspaceSlug, pending.FlowId);
    }

    /// <summary>Starts a span within the trace of an attempt, whichever request the work runs in.</summary>
    public static Activity? Join(string? trace, string name, DateTimeOffset from = default) =>
        ActivityContext.TryParse(trace, null, isRemote: true, out var there)
            ? Telemetry.Source.StartActivity(name, ActivityKind.Internal, there, startTime: from)
            : Telemetry.Source.StartActivity(name);

    // The span of the person's time at the provider.
    private static void TellConsent(PendingAuthorization pending)
    {
        if (!pending.IsUsed)
            Join(pending.Trace, "connect.consent", from: pending.EndsAt - PendingAuthorizations.Life)?.Dispose();
    }

    private async Task<FinishResult?> RefuseAsync(AuthorizationResponse response, PendingAuthorization pending)
    {
        if (pending.App != response.App || pending.Client != response.Client || !IsKnown(pending))
            return new FinishResult.Unknown();
        if (response.UserId != pending.UserId)
            return new FinishResult.OtherPerson(SameBrowser(response, pending) ? (pending.WorkspaceSlug, pending.Return) : null);

        // A repeated response only shows the outcome; the cookie has been removed by then.
        if (pending.IsUsed)
            return null;
        if (!SameBrowser(response, pending))
            return new FinishResult.OtherBrowser();

        // A session that expired while the person was away still exists: after signing in again, they can continue.
        return await sessions.IsThereAsync(pending.SessionId)
            ? null : new FinishResult.SessionEnded((pending.WorkspaceSlug, pending.Return));
    }

    private FinishResult Refused(AuthorizationResponse response, PendingAuthorization? pending, FinishResult refusal)
    {
        log.NotConnected(
            LogLevel.Warning, catalog.Find(response.App)?.Slug ?? "unknown", pending?.Method ?? "unknown", refusal.GetType().Name);
        return refusal;
    }

    private bool IsKnown(PendingAuthorization pending) => catalog.Find(pending.App)?.Method(pending.Method) is OAuthMethod;

    private static bool SameBrowser(AuthorizationResponse response, PendingAuthorization pending) =>
        response.Browser(pending.FlowId) is { } browser && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(StartAuthorization.BrowserHash(browser)), Encoding.ASCII.GetBytes(pending.BrowserHash));
}
