using System.Net.Http.Headers;
using System.Text;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Providers;

/// <summary>One call to an app's API with a credential on it.</summary>
internal sealed class ApiCall
{
    private readonly App _app;
    private readonly AuthMethod _method;
    private readonly Dictionary<string, string> _values;

    public ApiCall(
        App app, AuthMethod method, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, Secret> credential)
    {
        (_app, _method) = (app, method);
        _values = new(settings);
        foreach (var (name, secret) in credential)
            _values[name] = secret.Reveal();

        Hidden = new Redaction(credential.Values, method.Send.Basic is { } basic ? Basic(basic) : null);
    }

    public Redaction Hidden { get; }

    public async Task<ApiReply> SendAsync(
        ProviderHttp http, string verb, string url, IEnumerable<KeyValuePair<string, string>> headers, string? body, CancellationToken stop)
    {
        try
        {
            var reply = await OnceAsync(http, verb, url, headers, body, stop);
            // Nothing left, and reading twice does no harm.
            if (reply is ProviderReply.NotSent && verb == "GET")
                reply = await OnceAsync(http, verb, url, headers, body, stop);

            return Meaning(reply);
        }
        catch (EgressRefusedException refused)
        {
            return new ApiReply.Refused(0, refused.Message);
        }
    }

    private async Task<ProviderReply> OnceAsync(
        ProviderHttp http, string verb, string url, IEnumerable<KeyValuePair<string, string>> headers, string? body, CancellationToken stop)
    {
        using var message = new HttpRequestMessage(new HttpMethod(verb), Address(url));
        foreach (var (name, template) in headers.Concat(_method.Send.Headers))
            message.Headers.TryAddWithoutValidation(name, Destination.Header(template, _values));

        if (_method.Send.Basic is { } basic)
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Basic(basic));

        if (body is not null)
            message.Content = new StringContent(Template.Json(body, _values), Encoding.UTF8, "application/json");

        return await http.SendAsync(message, stop);
    }

    private Uri Address(string template)
    {
        var url = Destination.For(_app, template, _values);
        if (_method.Send.Query.Count == 0)
            return url;

        var added = string.Join('&', _method.Send.Query.Select(pair =>
            $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(Destination.Header(pair.Value, _values))}"));
        return new UriBuilder(url) { Query = url.Query.Length > 1 ? $"{url.Query}&{added}" : added }.Uri;
    }

    // RFC 7617 section 2: the first colon ends the user name, so a user name cannot hold one.
    private string Basic(BasicAuth basic) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Destination.Header(basic.User, _values)}:{Destination.Header(basic.Password, _values)}"));

    private ApiReply Meaning(ProviderReply reply)
    {
        switch (reply)
        {
            case ProviderReply.NotSent { Reason: var reason }:
                return new ApiReply.Unavailable(reason);
            case ProviderReply.Lost { Reason: var reason }:
                return new ApiReply.Unavailable(reason);
            case ProviderReply.Forbidden { Reason: var reason }:
                return new ApiReply.Refused(0, reason);
            case ProviderReply.Unreadable { Status: 429, RetryAfter: var wait }:
                return new ApiReply.Throttled(wait);
            case ProviderReply.Unreadable { Reason: var reason }:
                return new ApiReply.Unavailable(reason);
        }

        var answer = (ProviderReply.Answer)reply;
        var json = ReplyBody.Json(answer.Body);
        if (answer.Status == 429)
            return new ApiReply.Throttled(answer.RetryAfter);

        if (answer.Status is >= 500 or 408 or 425)
            return new ApiReply.Unavailable($"The provider answered with status {answer.Status}.");

        var expired = answer.Status == 401 || _method.ExpiredWhen.Any(rule => ReplyPath.Holds(rule, answer.Status, json));
        return expired || !answer.Success || _method.Probe.FailedWhen.Any(rule => ReplyPath.Holds(rule, answer.Status, json))
            ? new ApiReply.Refused(answer.Status, ProviderMessage.In(json, answer.Body, Hidden)) { IsExpired = expired }
            : new ApiReply.Answered(json, ReplyBody.Text(answer.Body) ?? "");
    }
}
