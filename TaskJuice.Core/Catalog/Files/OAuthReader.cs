namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads an <c>oauth</c> method.</summary>
internal static class OAuthReader
{
    public static OAuthMethod Read(MapReader map, TemplateScope scope)
    {
        var reply = ReplyReader.Read(map);
        var before = scope with { Others = ["client_id"] };
        var after = scope with { Others = ["client_id", .. reply.Keep.Keys], Origins = [.. reply.Keep.Keys] };
        var calls = after with { Others = [.. after.Others, "access_token"] };
        var method = new OAuthMethod
        {
            Key = map.MaybeText("key") ?? "oauth",
            Label = map.MaybeText("label") ?? "OAuth 2.0",
            Hint = map.MaybeText("hint"),
            Instructions = map.MaybeText("instructions"),
            Link = map.Link("link"),
            AuthorizeUrl = map.Text("authorize"),
            TokenUrl = map.Text("token"),
            SharedClientHosts = map.Texts("shared-client-hosts"),
            Scopes = map.Texts("scopes"),
            Permissions = map.Pairs("permissions"),
            ScopeSeparator = map.MaybeText("scope-separator") ?? " ",
            Pkce = map.Flag("pkce", true),
            ClientAuthentication = map.Choice("client-authentication", ClientAuthentication.Body),
            TokenRequestFormat = map.Choice("token-request", TokenRequestFormat.Form),
            AuthorizeParameters = map.Pairs("authorize-parameters"),
            TokenParameters = map.Pairs("token-parameters"),
            Issuer = map.MaybeText("issuer"),
            IssuerPromised = map.Flag("issuer-promised", false),
            Reply = reply,
            Life = Life(map),
            RefreshesPerSecond = map.Number(
                "refreshes-per-second", OAuthMethod.LeastRefreshesPerSecond, OAuthMethod.MostRefreshesPerSecond),
            Revocation = Revocation(map, after),
            AfterConsent = AfterConsent(map, after),
            Send = CallReader.Send(map, calls) ?? CallReader.Bearer(map),
            Probe = CallReader.Probe(map, after, scope.Fields),
            ExpiredWhen = CallReader.Rules(map, "expired-when"),
        };
        map.End();
        Check(map, method, before);
        return method;
    }

    private static void Check(MapReader map, OAuthMethod method, TemplateScope scope)
    {
        scope.Url(map, "authorize", method.AuthorizeUrl);
        scope.Url(map, "token", method.TokenUrl);
        // An issuer is compared but never called, so it need not be one of the hosts.
        (scope with { Hosts = [UrlTemplate.Of(method.Issuer ?? "")?.Host ?? ""] }).Url(map, "issuer", method.Issuer);
        foreach (var name in method.Permissions.Keys.Where(name => !method.Scopes.Contains(name)))
            map.Wrong("permissions", $"describes {name}, which is not one of the scopes.");
        scope.Values(map, "authorize-parameters", method.AuthorizeParameters);
        scope.Values(map, "token-parameters", method.TokenParameters);
        foreach (var name in method.AuthorizeParameters.Keys.Concat(method.TokenParameters.Keys).Where(Ours.Contains).Distinct())
            map.Wrong(
                method.AuthorizeParameters.ContainsKey(name) ? "authorize-parameters" : "token-parameters",
                $"sets {name}, which the connect flow sets itself.");
        SharedClient(map, method, scope);
        if (method.IssuerPromised && method.Issuer is null)
            map.Wrong("issuer-promised", "needs an issuer to compare with.");
        foreach (var name in method.Reply.Keep.Keys.Where(name => scope.Fields.Any(field => field.Key == name)
            || name is "access_token" or "client_id"))
            map.Wrong("token-reply", $"keeps {name}, but that name is taken.");
        if (method.Life is { Rotation: Rotation.NeverExpires, AssumedLifetime: not null })
            map.Wrong("life", "cannot combine never-expires with a lifetime.");
    }

    private static void SharedClient(MapReader map, OAuthMethod method, TemplateScope scope)
    {
        var host = UrlTemplate.Of(method.TokenUrl)?.Host;
        if (method.SharedClientHosts.Count == 0
            && scope.Fields.Any(field => host == $"{{{field.Key}}}" && field is { Pattern: null, Options.Count: 0 }))
            map.Missing(
                "shared-client-hosts",
                "is missing; people enter the token host of this app, so list the hosts the shared client's secret may be sent to");
        foreach (var wrong in method.SharedClientHosts.Where(name => !HostName.IsFull(name)))
            map.Wrong("shared-client-hosts", $"names {wrong}, which is not a host name in lower case.");
    }

    private static readonly HashSet<string> Ours =
    [
        "client_id", "client_secret", "redirect_uri", "state", "code", "code_verifier", "code_challenge", "code_challenge_method", "scope",
        "grant_type", "refresh_token", "response_mode", "request_uri",
    ];

    private static TokenLife Life(MapReader method)
    {
        if (method.Map("life") is not { } map)
            return new TokenLife();

        var life = new TokenLife
        {
            Rotation = map.Choice("rotation", Rotation.None),
            Grace = map.Duration("grace") ?? TimeSpan.Zero,
            ReuseEndsGrant = map.Flag("reuse-ends-grant", false),
            AssumedLifetime = map.Duration("assumed-lifetime"),
            RefreshLife = map.Duration("refresh-life"),
            IdleLife = map.Duration("idle-life"),
        };
        map.End();
        if (life.Grace > TimeSpan.Zero && life.Rotation != Rotation.Rotates)
            map.Wrong("grace", "requires rotation: rotates.");
        return life;
    }

    private static Revocation Revocation(MapReader method, TemplateScope scope)
    {
        if (method.Map("revocation") is not { } map)
            return new Revocation();

        var revocation = new Revocation
        {
            Url = map.MaybeText("url"),
            EachToken = map.Flag("each-token", false),
            Ends = map.MaybeText("ends") is null ? null : map.Choice("ends", GrantReach.Account),
            ByHand = map.Link("by-hand"),
        };
        map.End();
        scope.Url(map, "url", revocation.Url);
        return revocation;
    }

    private static AfterConsent? AfterConsent(MapReader method, TemplateScope scope)
    {
        if (method.Map("after-consent") is not { } map)
            return null;

        var choice = new AfterConsent
        {
            Url = map.Text("url"),
            List = map.MaybeText("list") ?? "",
            Id = map.Text("id"),
            Name = map.Text("name"),
            Label = map.Text("label"),
            Setting = map.Text("setting"),
            Headers = map.Pairs("headers"),
        };
        map.End();
        scope.Url(map, "url", choice.Url);
        (scope with { Others = [.. scope.Others, choice.Setting] }).Values(map, "headers", choice.Headers);
        if (scope.Fields.Any(field => field.Key == choice.Setting) || scope.Others.Contains(choice.Setting))
            map.Wrong("setting", $"is {choice.Setting}, but that name is taken.");
        return choice;
    }
}
