namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads the token exchange of a pasted credential.</summary>
internal static class ExchangeReader
{
    private static readonly string[] Taken = ["client_id", "client_secret"];

    public static TokenExchange? Read(MapReader method, IReadOnlyList<AppField> credentials, TemplateScope scope)
    {
        if (method.Map("exchange") is not { } map)
            return null;

        var exchange = new TokenExchange
        {
            Url = map.Text("url"),
            Parameters = map.Pairs("parameters"),
            Format = map.Choice("format", TokenRequestFormat.Form),
            Client = Client(map, scope),
            Assertion = AssertionReader.Read(map, credentials, scope),
            Headers = map.Pairs("headers"),
            Reply = ReplyReader.Read(map),
            AssumedLifetime = map.Duration("assumed-lifetime"),
        };
        map.End();
        Check(map, exchange, scope);
        return exchange;
    }

    private static ExchangeClient? Client(MapReader exchange, TemplateScope scope)
    {
        if (exchange.Map("client") is not { } map)
            return null;

        var client = new ExchangeClient(map.Text("id"), map.Text("secret"), map.Choice("authentication", ClientAuthentication.Body));
        map.End();
        scope.Value(map, "id", client.Id);
        scope.Value(map, "secret", client.Secret);
        return client;
    }

    private static void Check(MapReader map, TokenExchange exchange, TemplateScope scope)
    {
        scope.Url(map, "url", exchange.Url);
        scope.Values(map, "headers", exchange.Headers);
        scope.Values(map, "parameters", exchange.Parameters);
        if (exchange.Client is not null)
        {
            foreach (var name in Taken.Where(exchange.Parameters.ContainsKey))
                map.Wrong("parameters", $"sets {name}, which the client sets.");
        }

        if (exchange.Assertion is { Parameter: var carrier } && exchange.Parameters.ContainsKey(carrier))
            map.Wrong("parameters", $"sets {carrier}, which the assertion sets.");
        foreach (var name in exchange.Reply.Keep.Keys.Where(name => scope.Fields.Any(field => field.Key == name) || name == "access_token"))
            map.Wrong("token-reply", $"keeps {name}, but that name is taken.");
    }
}
