using Microsoft.EntityFrameworkCore;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Shared;

/// <summary>
/// The texts for the result of a call to a provider: a sentence, its severity, the provider's own message, and its reply.
/// </summary>
public sealed record CallSaid(string Text, string Tone, string? ProviderSays = null, string? Shown = null)
{
    /// <summary>The tone of a success.</summary>
    public const string Success = "success";
}

/// <summary>Converts the results of provider calls into sentences. Each says only what the result proves.</summary>
public sealed class CallWords(TaskJuiceDb db, Words words)
{
    // Up to this long, waiting is reasonable.
    private static readonly TimeSpan SoonEnough = TimeSpan.FromMinutes(2);

    /// <summary>Why a call failed. Only people who can change the allowed hosts see which host it was.</summary>
    public async Task<string> WhyAsync(WorkspacePage page, CallFailure failure, string app, CancellationToken stop) =>
        failure.Host is not null && await MayChangeAsync(page, stop)
            ? words["Calls.HostNotAllowedNamed", app, failure.Host] : Why(failure, app);

    /// <summary>Like <see cref="WhyAsync"/>, for a person without that permission.</summary>
    public string Why(CallFailure failure, string app) => failure.RetryAfter is { } wait && wait > SoonEnough
        ? words.Count("Calls.AsksForPauseLong", Minutes(wait), app)
        : words[$"Calls.Failure.{failure.Kind}", app, failure.Status];

    /// <summary>Why a pasted key was not accepted.</summary>
    public string KeyRefused(ProbeResult.Refused refusal, string app) => refusal switch
    {
        { MissingScopes: not null } => Permission(refusal, app),
        { Status: 403 } => words["Calls.KeyForbidden", app],
        { Status: >= 300 and not 401 } => words["Calls.KeyRefusedOddly", app, refusal.Status],
        _ => words["Connect.KeyRefused", app],
    };

    /// <summary>The result of a read-only call with a connection.</summary>
    public async Task<CallSaid> OfAsync(WorkspacePage page, TryResult tried, string app, CancellationToken stop) => tried switch
    {
        TryResult.Answered { Shown: var shown } => new(words["Calls.Answered", app], CallSaid.Success, Shown: shown),
        TryResult.OtherAccount { Name: { } name } => new(words["Calls.OtherAccountNamed", app, name], "danger"),
        TryResult.OtherAccount => new(words["Calls.OtherAccount", app], "danger"),
        TryResult.Refused { Refusal: { MissingScopes: not null } refusal } =>
            new(Permission(refusal, app), "danger", refusal.ProviderMessage),
        TryResult.Refused { Refusal: var refusal } => new(words["Calls.Refused", app, refusal.Status], "danger", refusal.ProviderMessage),
        TryResult.NeedsReauthorization => new(words["Calls.NeedsReauthorization", app], "danger"),
        TryResult.ClientRefused => new(words["Calls.ClientRefused", app], "warning"),
        TryResult.ClientRefusedHere => new(words["Calls.ClientRefusedHere", app], "danger"),
        TryResult.RefreshUnderWay => new(words["Calls.RefreshUnderWay", app], "info"),
        TryResult.RefreshPending { Wait: var wait } when wait > SoonEnough =>
            new(words.Count("Calls.RefreshPendingLong", Minutes(wait), app), "info"),
        TryResult.RefreshPending => new(words["Calls.RefreshPending", app], "info"),
        TryResult.KeyServiceAway => new(words["Calls.KeyServiceAway", app], "info"),
        TryResult.Unreadable => new(words["Calls.Unreadable", app], "danger"),
        TryResult.Unavailable { Failure: var failure } =>
            new($"{await WhyAsync(page, failure, app, stop)} {words["Calls.NothingIsKnown"]}", "info"),
        _ => new(words["Calls.Gone", app], "warning"),
    };

    private static int Minutes(TimeSpan wait) => (int)Math.Ceiling(wait.TotalMinutes);

    private string Permission(ProbeResult.Refused refusal, string app) => refusal.MissingScopes is { Count: > 0 } missing
        ? words.Count("Calls.PermissionMissing", missing.Count, app, string.Join(", ", missing))
        : words["Calls.SomePermissionMissing", app];

    private async Task<bool> MayChangeAsync(WorkspacePage page, CancellationToken stop)
    {
        await using var session = await db.AsUserAsync(page.UserId, stop);
        return await session.Memberships.AnyAsync(
            row => row.AccountId == page.Workspace.AccountId && row.UserId == page.UserId && row.Role != MemberRole.Member, stop);
    }
}
