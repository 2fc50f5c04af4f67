using System.Text.Json;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Naming;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>Read-only calls to an app's API that verify a credential and identify its external account.</summary>
public sealed class ProviderApi
{
    private const int LongestId = 300;
    private const int LongestName = 200;

    private readonly ProviderHttp _http;

    internal ProviderApi(ProviderHttp http) => _http = http;

    /// <summary>Verifies a credential with the method's probe.</summary>
    /// <param name="app">The app; the probe's address must be on one of its hosts.</param>
    /// <param name="method">The method the credential belongs to.</param>
    /// <param name="settings">Unencrypted values of the connection, such as a subdomain.</param>
    /// <param name="credential">The secret values by their template names; <c>access_token</c> for OAuth.</param>
    /// <param name="stop">Cancels the call.</param>
    public async Task<ProbeResult> ProbeAsync(
        App app,
        AuthMethod method,
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyDictionary<string, Secret> credential,
        CancellationToken stop)
    {
        using var span = Telemetry.Source.StartActivity("provider.probe");
        span?.SetTag("app", app.Slug).SetTag("method", method.Key);
        var probe = method.Probe;
        var call = new ApiCall(app, method, settings, credential);
        var headers = probe.Headers.Concat(Chosen(method, settings));
        var result = await call.SendAsync(_http, probe.Verb, probe.Url, headers, probe.Body, stop) switch
        {
            ApiReply.Unavailable { Failure: var failure } => new ProbeResult.Unavailable(failure),
            ApiReply.Throttled { RetryAfter: var wait } => new ProbeResult.Throttled(wait),
            ApiReply.Refused refused => new ProbeResult.Refused(refused.Status, refused.Message)
            {
                MissingScopes = refused.MissingScopes,
                IsExpired = refused.IsExpired,
            },
            ApiReply.Answered answered => Read(probe, settings, answered, call),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        span?.SetTag("outcome", result.Outcome);
        return result;
    }

    /// <summary>Lists the external accounts of a grant, for methods with a choice after consent.</summary>
    /// <inheritdoc cref="ProbeAsync"/>
    public async Task<ChoicesResult> ChoicesAsync(
        App app,
        OAuthMethod method,
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyDictionary<string, Secret> credential,
        CancellationToken stop)
    {
        if (method.AfterConsent is not { } choice)
            return new ChoicesResult.Listed([]);

        using var span = Telemetry.Source.StartActivity("provider.choices");
        span?.SetTag("app", app.Slug).SetTag("method", method.Key);
        var call = new ApiCall(app, method, settings, credential);
        ChoicesResult result = await call.SendAsync(_http, "GET", choice.Url, method.Probe.Headers, null, stop) switch
        {
            ApiReply.Unavailable { Failure: var failure } => new ChoicesResult.Unavailable(failure),
            ApiReply.Throttled { RetryAfter: var wait } => new ChoicesResult.Throttled(wait),
            ApiReply.Refused { Status: var status, Message: var message } => new ChoicesResult.Refused(status, message),
            ApiReply.Answered { Json: { } json } => Listed(choice, json, call),
            _ => new ChoicesResult.Unavailable(new(FailureKind.NotUnderstood)),
        };
        span?.SetTag("outcome", result.Outcome);
        return result;
    }

    // Once an external account is chosen, every call identifies it.
    private static IEnumerable<KeyValuePair<string, string>> Chosen(AuthMethod method, IReadOnlyDictionary<string, string> settings) =>
        method is OAuthMethod { AfterConsent: { } choice } && settings.ContainsKey(choice.Setting) ? choice.Headers : [];

    private static ProbeResult Read(
        Probe probe, IReadOnlyDictionary<string, string> settings, ApiReply.Answered answered, ApiCall call)
    {
        if (answered.Json is not { } json)
            return probe.Id is null && probe.Name.Count == 0 && probe.FailedWhen.Count == 0
                ? new ProbeResult.Answered(null, null, call.Hidden.Show(answered.Text, 2_000))
                : new ProbeResult.Unavailable(new(FailureKind.NotUnderstood));

        // A success without the id that the app's file declares may come from any page.
        var id = probe.Id is { } path ? Id(json, path, call) : null;
        if (id is null && probe.Id is not null)
            return new ProbeResult.Unavailable(new(IsUnusable(json, probe.Id) ? FailureKind.AccountUnusable : FailureKind.NobodyNamed));

        var names = probe.Name.Select(candidate => ReplyPath.Text(json, candidate)).OfType<string>()
            .Select(text => call.Hidden.Show(text, LongestName)).Where(text => text.Length > 0).Distinct().Take(2).ToList();
        return new ProbeResult.Answered(
            id is null ? null : string.Join('/', [.. probe.IdWith.Select(key => settings.GetValueOrDefault(key, "")), id]),
            names.FirstOrDefault(),
            call.Hidden.Show(json, 2_000))
        { Detail = names.ElementAtOrDefault(1) };
    }

    private static string? Id(JsonElement json, string path, ApiCall call) =>
        ReplyPath.At(json, path) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value && ReplyPath.Text(value) is { } id
            && !string.IsNullOrWhiteSpace(id) && id.Length <= LongestId && !IsUnfit(id) && !call.Hidden.HoldsMost(id) ? id : null;

    // The value exists; an empty one or a boolean identifies nobody.
    private static bool IsUnusable(JsonElement json, string path) => ReplyPath.At(json, path) is { } value
        && (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            || ReplyPath.Text(value) is { } id && (id.Length > LongestId || IsUnfit(id)));

    // Two ids that differ only in an invisible or replacement character would look like the same account, or be the same.
    private static bool IsUnfit(string id) =>
        !PlainName.IsPlain(id) || id.Contains('\uFFFD', StringComparison.Ordinal) || id is "0" || IsNobody(id);

    // Otherwise two people without an id of their own would count as the same account.
    private static bool IsNobody(string id) =>
        id.ToLowerInvariant() is "null" or "undefined" or "none" or "nil" or "n/a" or "unknown" or "anonymous" or "[object object]"
        || Guid.TryParse(id, out var parsed) && parsed == Guid.Empty;

    private static ChoicesResult Listed(AfterConsent choice, JsonElement json, ApiCall call)
    {
        if (ReplyPath.At(json, choice.List) is not { ValueKind: JsonValueKind.Array } list)
            return new ChoicesResult.Unavailable(new(FailureKind.NotUnderstood));

        List<Choice> choices = [.. list.EnumerateArray()
            .Select(entry => (Id: Id(entry, choice.Id, call), Name: ReplyPath.Text(entry, choice.Name)))
            .Where(entry => entry.Id is not null)
            .Select(entry => new Choice(
                entry.Id!, call.Hidden.Show(entry.Name ?? "", LongestName) is { Length: > 0 } name ? name : entry.Id!))
            .DistinctBy(entry => entry.Id)];

        // The list is not empty, so it must not be reported as empty.
        return choices.Count == 0 && list.EnumerateArray().Any(entry => IsUnusable(entry, choice.Id))
            ? new ChoicesResult.Unavailable(new(FailureKind.AccountUnusable))
            : new ChoicesResult.Listed(choices);
    }
}
