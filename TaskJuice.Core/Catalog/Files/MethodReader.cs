namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads one entry of <c>methods</c>: a mapping whose only key is the kind of method.</summary>
internal static class MethodReader
{
    public static AuthMethod? Read(MapReader entry, TemplateScope scope)
    {
        var kind = entry.OnlyKey();
        if (kind is not ("oauth" or "api-key"))
        {
            entry.Wrong(kind ?? "", "must be one key, oauth or api-key, with the method below it.");
            return null;
        }

        return entry.Map(kind) is not { } map ? null : kind == "oauth" ? OAuthReader.Read(map, scope) : ApiKey(map, scope);
    }

    private static ApiKeyMethod ApiKey(MapReader map, TemplateScope scope)
    {
        var credentials = map.Has("credentials") ? FieldReader.Read(map, "credentials", secrets: true) : DefaultCredentials(map);
        if (!credentials.Any(field => field.Secret))
            map.Wrong("credentials", "must have at least one field with secret: true.");
        foreach (var field in credentials.Where(field => scope.Fields.Any(other => other.Key == field.Key)))
            map.Wrong("credentials", $"repeats {field.Key}, which is a field of the app.");

        // A private key is used for signing and never sent, so templates cannot refer to it.
        var pasted = scope with { Fields = [.. scope.Fields, .. credentials.Where(field => field.Format != FieldFormat.PrivateKey)] };
        var exchange = ExchangeReader.Read(map, credentials, pasted);
        var calls = exchange is null ? pasted
            : pasted with { Others = ["access_token", .. exchange.Reply.Keep.Keys], Origins = [.. exchange.Reply.Keep.Keys] };
        foreach (var field in credentials.Where(field => exchange is not null && field.Key is "access_token" or "refresh_token"))
            map.Wrong("credentials", $"names a field {field.Key}, but that name is taken.");
        var send = CallReader.Send(map, calls) ?? (exchange is null ? null : CallReader.Bearer(map));
        if (send is null && !map.Has("send"))
            map.Missing("send");

        var method = new ApiKeyMethod
        {
            Key = map.MaybeText("key") ?? "api-key",
            Label = map.MaybeText("label") ?? "API Key",
            Hint = map.MaybeText("hint"),
            Instructions = map.MaybeText("instructions"),
            Link = map.Link("link"),
            Credentials = credentials,
            Exchange = exchange,
            Send = send ?? new RequestAuth(),
            Probe = CallReader.Probe(map, calls, pasted.Fields),
            ExpiredWhen = CallReader.Rules(map, "expired-when"),
        };
        map.End();
        return method;
    }

    private static IReadOnlyList<AppField> DefaultCredentials(MapReader map)
    {
        map.Value("credentials");
        return [new AppField { Key = "key", Label = "API Key", Secret = true }];
    }
}
