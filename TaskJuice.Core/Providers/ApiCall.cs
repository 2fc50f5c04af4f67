using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>One authenticated call to an app's API.</summary>
internal sealed class ApiCall
{
    private readonly App _app;
    private readonly AuthMethod _method;
    private readonly Dictionary<string, string> _values;

    public ApiCall(
        App app, AuthMethod method, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, Secret> credential)
    {
        _app = app;
        _method = method;
        _values = new(settings);
        foreach (var (name, secret) in credential)
            _values[name] = secret.Reveal();

        HashSet<string> open = method is ApiKeyMethod key
            ? [.. key.Credentials.Where(field => !field.Secret).Select(field => field.Key)] : [];
        var secrets = credential.Where(value => !open.Contains(value.Key)).Select(value => value.Value);
        Hidden = new Redaction(secrets, Basic());
    }

    /// <summary>The values to redact. A user name is not one of them: names and ids often repeat it.</summary>
    public Redaction Hidden { get; }

    public async Task<ApiReply> SendAsync(
        ProviderHttp http, string verb, string url, IEnumerable<KeyValuePair<string, string>> headers, string? body, CancellationToken stop)
    {
        var reply = await http.SendAsync(() => Message(verb, url, headers, body), stop);
        // Nothing was sent, and a GET is safe to repeat.
        if (reply is ProviderReply.NotSent && verb == "GET")
            reply = await http.SendAsync(() => Message(verb, url, headers, body), stop);

        return reply switch
        {
            ProviderReply.NotSent { Failure: var failure } => new ApiReply.Unavailable(failure),
            ProviderReply.Lost { Failure: var failure } => new ApiReply.Unavailable(failure),
            ProviderReply.Forbidden { Failure: var failure } => new ApiReply.Unavailable(failure),
            ProviderReply.Answer answer => Meaning(answer),
            _ => throw new UnreachableException(),
        };
    }

    private HttpRequestMessage Message(string verb, string url, IEnumerable<KeyValuePair<string, string>> headers, string? body)
    {
        try
        {
            return Written(verb, url, headers, body);
        }
        catch (EgressRefusedException refused) when (refused.Name is { } name && _method.Kept.ContainsKey(name))
        {
            throw refused.OfReply();
        }
    }

    private HttpRequestMessage Written(string verb, string url, IEnumerable<KeyValuePair<string, string>> headers, string? body)
    {
        var message = new HttpRequestMessage(new HttpMethod(verb), Address(url));
        foreach (var (name, template) in headers.Concat(_method.Send.Headers))
            message.Headers.TryAddWithoutValidation(name, Destination.Header(template, _values));

        if (_method.Send.Basic is { } basic)
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Destination.Basic(basic, _values));

        if (body is not null)
            message.Content = new StringContent(Destination.Filled(() => Template.Json(body, _values)), Encoding.UTF8, "application/json");

        return message;
    }

    private Uri Address(string template)
    {
        var url = Destination.For(_app, template, _values);
        if (_method.Send.Query.Count == 0)
            return url;

        var added = string.Join('&', _method.Send.Query.Select(pair =>
            $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(Destination.Filled(() => Template.Plain(pair.Value, _values)))}"));
        return new UriBuilder(url) { Query = url.Query.Length > 1 ? $"{url.Query}&{added}" : added }.Uri;
    }

    private string? Basic()
    {
        try
        {
            return _method.Send.Basic is { } basic ? Destination.Basic(basic, _values) : null;
        }
        catch (EgressRefusedException)
        {
            // The same value will fail when the request is built.
            return null;
        }
    }

    private ApiReply Meaning(ProviderReply.Answer answer)
    {
        if (answer.AsksForPause)
            return new ApiReply.Throttled(answer.RetryAfter);

        if (answer.Status is >= 500 or 408 or 425)
            return new ApiReply.Unavailable(new(FailureKind.ServerError) { Status = answer.Status });

        var json = ReplyBody.Json(answer.Text);
        if (answer.Status is >= 300 and < 400)
            return new ApiReply.Unavailable(new(FailureKind.Redirected) { Status = answer.Status });

        // An HTML page with status 403 comes from a firewall or proxy, not from the provider's API.
        if (answer.Status == 403 && json is null && IsPage(answer.Text))
            return new ApiReply.Unavailable(new(FailureKind.NotUnderstood) { Status = answer.Status });

        var expired = answer.Status == 401 || _method.ExpiredWhen.Any(rule => ReplyPath.Holds(rule, answer.Status, json));
        if (expired || !answer.Success || _method.Probe.FailedWhen.Any(rule => ReplyPath.Holds(rule, answer.Status, json)))
            return Refusal(answer, json ?? ReplyBody.BeforeDamage(answer.Text), expired);

        return answer.Damage is { } damage && json is null
            ? new ApiReply.Unavailable(new(damage) { Status = answer.Status })
            : new ApiReply.Answered(json, answer.Text);
    }

    private static bool IsPage(string text) => text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n') is var start
        && (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase));

    // Some providers use 401 for a missing permission; the credential is still valid.
    private ApiReply.Refused Refusal(ProviderReply.Answer answer, JsonElement? json, bool isExpired)
    {
        var missing = MissingPermission.In(json, answer.Challenge, Hidden);
        return new(answer.Status, ProviderMessage.In(json, answer.Text, Hidden))
        {
            MissingScopes = missing,
            IsExpired = isExpired && missing is null,
        };
    }
}
