using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Connecting;

/// <summary>The result of connecting with a key.</summary>
public abstract record KeyResult
{
    private KeyResult() { }

    /// <summary>The key was verified with the provider and stored.</summary>
    /// <param name="Flow">The finished flow.</param>
    public sealed record Connected(ConnectFlow Flow) : KeyResult;

    /// <summary>The fields are invalid.</summary>
    /// <param name="Problems">Field key to error.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, FieldProblem> Problems) : KeyResult;

    /// <summary>The provider refused the key, or the call made with it.</summary>
    /// <param name="Refusal">The provider's reply.</param>
    public sealed record Refused(ProbeResult.Refused Refusal) : KeyResult;

    /// <summary>The key could not be verified; nothing was stored.</summary>
    /// <param name="Failure">Why.</param>
    public sealed record Unavailable(CallFailure Failure) : KeyResult;

    /// <summary>The person no longer has permission to connect accounts in this workspace; nothing was stored.</summary>
    public sealed record NotAllowed : KeyResult;

    /// <summary>The key belongs to another external account than the connection to reconnect; the person decides what to do.</summary>
    /// <param name="Flow">The attempt that waits for the decision.</param>
    public sealed record OtherAccount(ConnectFlow Flow) : KeyResult;
}

/// <summary>Connects with a key: validates the fields, verifies the key with the provider, and saves the connection.</summary>
public sealed class ConnectWithKey(
    ProviderApi api, ExchangeEndpoint exchanges, SaveOrAsk offer, TimeProvider clock, ILogger<ConnectWithKey> log)
{
    /// <summary>The errors in the typed values, by field key; empty when they are valid.</summary>
    public static IReadOnlyDictionary<string, FieldProblem> ProblemsOf(App app, ApiKeyMethod method, Func<string, string?> typed) =>
        FieldValues.Check(app.Fields, typed).Problems.Concat(FieldValues.Check(method.Credentials, typed).Problems).ToDictionary();

    /// <summary>Runs the whole use case; stores nothing unless the provider accepted the key.</summary>
    public async Task<KeyResult> ConnectAsync(PastedKey pasted, CancellationToken stop)
    {
        using var span = Telemetry.Source.StartActivity("connect.key");
        span?.SetTag("app", pasted.App.Slug).SetTag("method", pasted.Method.Key);
        var result = await TryOrTellAsync(pasted, stop);
        ConnectMetrics.Count(pasted.App.Slug, pasted.Method.Key, result.GetType().Name);
        if (result is not (KeyResult.Connected or KeyResult.OtherAccount))
            Tell(pasted, result.GetType().Name);
        span?.SetTag("outcome", result.GetType().Name);
        return result;
    }

    private async Task<KeyResult> TryOrTellAsync(PastedKey pasted, CancellationToken stop)
    {
        try
        {
            return await TryAsync(pasted, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Tell(pasted, nameof(ConnectOutcome.Failed));
            throw;
        }
    }

    private void Tell(PastedKey pasted, string outcome) =>
        log.NotConnected(
            outcome == nameof(KeyResult.Invalid) ? LogLevel.Information : LogLevel.Warning, pasted.App.Slug, pasted.Method.Key, outcome);

    private async Task<KeyResult> TryAsync(PastedKey pasted, CancellationToken stop)
    {
        var fields = FieldValues.Check(pasted.App.Fields, pasted.Typed);
        var keys = FieldValues.Check(pasted.Method.Credentials, pasted.Typed);
        if (!fields.Ok || !keys.Ok)
            return new KeyResult.Invalid(
                fields.Problems.Concat(keys.Problems).ToDictionary(problem => problem.Key, problem => problem.Value));

        if (SendableValues.Problems(pasted.App, pasted.Method, fields.Values.Concat(keys.Values).ToDictionary()) is { Count: > 0 } unfit)
            return new KeyResult.Invalid(unfit);

        var key = new CheckedKey(fields.Values, keys.Values.ToDictionary(value => value.Key, value => new Secret(value.Value)));
        return pasted.Method.Exchange is null ? await ProbeAsync(pasted, key, stop) : await ExchangeAsync(pasted, key, stop);
    }

    private async Task<KeyResult> ExchangeAsync(PastedKey pasted, CheckedKey key, CancellationToken stop) =>
        await exchanges.IssueAsync(new(pasted.App, pasted.Method, key.Settings, key.Credential)) switch
        {
            TokenResult.Granted { Tokens: var tokens } => await ProbeAsync(pasted, key.With(tokens), stop),
            TokenResult.Refused or TokenResult.Misconfigured => new KeyResult.Refused(new(401, null)),
            TokenResult.Withheld { Failure: var failure } => new KeyResult.Unavailable(failure),
            _ when pasted.Unchecked => await SaveAsync(pasted, key with { ExpiresAt = clock.GetUtcNow() }, new(null, null, ""), stop),
            TokenResult.Throttled { RetryAfter: var wait } =>
                new KeyResult.Unavailable(new(FailureKind.AsksForPause) { RetryAfter = wait }),
            TokenResult.Unavailable { Failure: var failure } => new KeyResult.Unavailable(failure),
            TokenResult.Uncertain { Failure: var failure } => new KeyResult.Unavailable(failure),
            TokenResult.MalformedResponse { Failure: var failure } => new KeyResult.Unavailable(failure),
            _ => throw new UnreachableException(),
        };

    private async Task<KeyResult> ProbeAsync(PastedKey pasted, CheckedKey key, CancellationToken stop) =>
        await api.ProbeAsync(pasted.App, pasted.Method, key.Settings, key.Credential, stop) switch
        {
            ProbeResult.Answered who => await SaveAsync(pasted, key, who, stop),
            ProbeResult.Throttled or ProbeResult.Unavailable { Failure.IsWithheld: false } when pasted.Unchecked =>
                await SaveAsync(pasted, key, new(null, null, ""), stop),
            ProbeResult.Refused refused => new KeyResult.Refused(refused),
            ProbeResult.Throttled { RetryAfter: var wait } =>
                new KeyResult.Unavailable(new(FailureKind.AsksForPause) { RetryAfter = wait }),
            ProbeResult.Unavailable { Failure: var failure } => new KeyResult.Unavailable(failure),
            _ => throw new UnreachableException(),
        };

    private async Task<KeyResult> SaveAsync(PastedKey pasted, CheckedKey key, ProbeResult.Answered who, CancellationToken stop)
    {
        var grant = new Grant
        {
            App = pasted.App.Slug,
            Method = pasted.Method.Key,
            Label = pasted.Name,
            ExternalAccountId = who.AccountId ?? "",
            ExternalName = who.Name,
            ExternalDetail = who.Detail,
            Settings = key.Settings,
            Scopes = key.Scopes,
            TokenEndpoint = pasted.Method.Exchange is { } exchange
                ? Destination.For(pasted.App, exchange.Url, key.Settings).AbsoluteUri : null,
            ExpiresAt = key.ExpiresAt,
            ConnectTraceParent = Activity.Current?.Id,
        };
        return await offer.SaveOrAskAsync(Flow(pasted), new(grant, key.Credential, LabelTyped: pasted.NameTyped), stop) switch
        {
            { State: FlowState.Deciding } undecided => new KeyResult.OtherAccount(undecided),
            { Outcome: ConnectOutcome.NotAllowed } => new KeyResult.NotAllowed(),
            var done => new KeyResult.Connected(done),
        };
    }

    // A key needs no redirect to the provider, but a decision about another account uses the same flow.
    private ConnectFlow Flow(PastedKey pasted) => new()
    {
        Id = Guid.NewGuid(),
        Tenant = pasted.Workspace.Tenant,
        UserId = pasted.UserId,
        SessionId = pasted.SessionId,
        App = pasted.App.Slug,
        Method = pasted.Method.Key,
        Return = pasted.Return,
        Reconnects = pasted.Reconnects,
        EndsAt = clock.GetUtcNow() + PendingAuthorizations.Life,
        Trace = Activity.Current?.Id,
    };

    private sealed record CheckedKey(IReadOnlyDictionary<string, string> Settings, Dictionary<string, Secret> Credential)
    {
        public IReadOnlyList<string> Scopes { get; init; } = [];

        public DateTimeOffset? ExpiresAt { get; init; }

        public CheckedKey With(Tokens tokens) => new(
            Settings.Concat(tokens.Kept).ToDictionary(), new(Credential) { [CredentialNames.AccessToken] = tokens.AccessToken })
        {
            Scopes = tokens.Scopes,
            ExpiresAt = tokens.ExpiresAt,
        };
    }
}
