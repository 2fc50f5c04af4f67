namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads how the API is called: where the credential goes, how it is verified, and how replies are interpreted.</summary>
internal static class CallReader
{
    public static RequestAuth? Send(MapReader method, TemplateScope scope)
    {
        if (method.Map("send") is not { } map)
            return null;

        var send = new RequestAuth { Basic = Basic(map, scope), Headers = map.Pairs("headers"), Query = map.Pairs("query") };
        map.End();
        scope.Values(map, "headers", send.Headers);
        scope.Values(map, "query", send.Query);
        if (send.Basic is null && send.Headers.Count == 0 && send.Query.Count == 0)
            method.Wrong("send", "must say where the credential goes: basic, headers or query.");
        return send;
    }

    /// <summary>Sends the token as a bearer token (RFC 6750 section 2.1) unless the file says otherwise.</summary>
    public static RequestAuth Bearer(MapReader method) =>
        method.Has("send")
            ? new RequestAuth()
            : new RequestAuth { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer {access_token}" } };

    public static Probe Probe(MapReader method, TemplateScope scope, IReadOnlyList<AppField> fields)
    {
        if (method.Map("probe") is not { } map)
        {
            if (!method.Has("probe"))
                method.Missing("probe");
            return new Probe { Url = "" };
        }

        var (get, post) = (map.MaybeText("get"), map.MaybeText("post"));
        if (get is null == post is null)
            map.Missing(
                get is null ? "get" : "post", get is null ? "is missing; a probe needs get or post" : "cannot be combined with get");
        var probe = new Probe
        {
            Url = get ?? post ?? "",
            Verb = get is null ? "POST" : "GET",
            Body = map.MaybeText("body"),
            Headers = map.Pairs("headers"),
            Id = map.MaybeText("id"),
            Name = map.Texts("name"),
            IdWith = map.Texts("id-with"),
            FailedWhen = Rules(map, "failed-when"),
        };
        map.End();
        Check(map, probe, scope, fields);
        return probe;
    }

    public static IReadOnlyList<ReplyRule> Rules(MapReader map, string key) => [.. map.Maps(key).Select(Rule)];

    private static ReplyRule Rule(MapReader map)
    {
        var rule = new ReplyRule { Status = map.Number("status", 100, 599), Path = map.MaybeText("path"), Value = map.Literal("equals") };
        map.End();
        if (!map.Has("status") && rule.Path is null)
            map.Missing("path", "is missing; a rule needs a status, a path or both");
        else if (rule.Value is not null && rule.Path is null)
            map.Wrong("equals", "needs a path to the value to compare.");
        return rule;
    }

    private static BasicAuth? Basic(MapReader send, TemplateScope scope)
    {
        if (send.Map("basic") is not { } map)
            return null;

        var basic = new BasicAuth(map.Text("user"), map.MaybeText("password") ?? "");
        map.End();
        scope.Value(map, "user", basic.User);
        scope.Value(map, "password", basic.Password);
        return basic;
    }

    private static void Check(MapReader map, Probe probe, TemplateScope scope, IReadOnlyList<AppField> fields)
    {
        scope.Url(map, probe.Verb == "GET" ? "get" : "post", probe.Url);
        scope.Values(map, "headers", probe.Headers);
        if (probe.Body is not null && probe.Verb == "GET")
            map.Wrong("body", "cannot be sent with get.");
        else if (probe.Body is not null)
            scope.Value(map, "body", probe.Body, braces: true);
        foreach (var name in probe.IdWith.Where(name => fields.All(field => field.Key != name || field.Secret)))
            map.Wrong("id-with", $"names {name}, which is not a field of this app.");
    }
}
