using Microsoft.Extensions.Configuration;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Catalog.Files;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using Xunit;

namespace TaskJuice.Tests.Catalog;

/// <summary>Each row breaks a good file in one place and expects one error that names file, line and key.</summary>
public sealed class BrokenFileTests
{
    public static TheoryData<string, string, string> Keys => new()
    {
        { "name: Acme", "nmae: Acme", "acme.yaml:1: nmae: is not a valid key here" },
        { "category: Tools", "", "acme.yaml:1: category: is missing" },
        { "category: Tools", "category: [Tools]", "acme.yaml:2: category: must be a string" },
        { "category: Tools", "category:", "acme.yaml:2: category: must not be empty" },
        { "category: Tools", "category: Tools\ncategory: More", "acme.yaml:3: category: is a duplicate key" },
        { "name: Acme", "name: 12", "acme.yaml:1: name: must be a string; put it in quotes" },
        { "name: Acme", "name: yes: no", "acme.yaml:1: This is not YAML" },
        { "- { key: team, label: Team, required: false }", "- : Team, required: false }", "acme.yaml:" },
        { "required: false", "requir\u2028ed: false", "acme.yaml:6: This is not YAML: what follows this line" },
        { "docs: https://docs.acme.example/api", "docs https://docs.acme.example/api", "acme.yaml:3: This is not YAML" },
        { "docs: https://docs.acme.example/api", "docs: http://docs.acme.example/api", "acme.yaml:3: docs: must be an address that begins with https://" },
        { "checked: 2026-11-24", "checked: 24.11.2026", "acme.yaml:4: checked: must be a date such as 2026-11-24" },
        { "checked: 2026-11-24", "checked: 2026-11-24\ndevelopment: maybe", "acme.yaml:5: development: must be true or false" },
        { "{ key: team, label: Team, required: false }", "{ key: team, label: Team, required: perhaps }", "acme.yaml:7: fields[1].required: must be true or false" },
        { "{ key: team, label: Team, required: false }", "{ key: team, label: Team, wide: true }", "acme.yaml:7: fields[1].wide: is not a valid key here" },
        { "{ key: team, label: Team, required: false }", "{ key: subdomain, label: Team }", "acme.yaml:7: fields[1].key: repeats subdomain" },
        { "{ key: team, label: Team, required: false }", "{ key: 1st, label: Team }", "acme.yaml:7: fields[1].key: must begin with a letter" },
        { "{ key: team, label: Team, required: false }", "{ key: team, label: Team, secret: true }", "acme.yaml:7: fields[1].secret: cannot be true here" },
        { "{ key: team, label: Team, required: false }", "{ key: team, label: Team, format: url }", "acme.yaml:7: fields[1].format: must be one of text, dns-label, host" },
        { "{ key: team, label: Team, required: false }", "{ key: team, label: Team, pattern: '[a-' }", "acme.yaml:7: fields[1].pattern: is not a regular expression" },
        { "{ key: team, label: Team, required: false }", "{ key: team, label: Team, pattern: '(?<=a)b' }", "acme.yaml:7: fields[1].pattern: is not a regular expression" },
        { "{ key: team, label: Team, required: false }", "{ key: team, label: Team, format: host, default: localhost }", "acme.yaml:7: fields[1].default: is not a valid value of the field" },
        { "{ key: team, label: Team, required: false }", "{ key: team, label: Team, pattern-help: So. }", "acme.yaml:7: fields[1].pattern-help: explains a pattern" },
        { "{ key: team, label: Team, required: false }", "{ key: team, label: Team, format: dns-label, options: [{ value: a.b }] }", "acme.yaml:7: fields[1].options: offers a.b" },
        { "- api-key:", "- password:", "acme.yaml:9: methods[0].password: must be one key, oauth or api-key" },
        { "send: { headers: { Authorization: \"Bearer {key}\" } }", "label: Key", "acme.yaml:10: methods[0].api-key.send: is missing" },
        { "send: { headers: { Authorization: \"Bearer {key}\" } }", "send: { headers: {} }", "acme.yaml:10: methods[0].api-key.send: must say where the credential goes" },
        { "\"Bearer {key}\"", "\"Bearer {token}\"", "acme.yaml:10: methods[0].api-key.send.headers: uses {token}, which is not available here; available are {subdomain}, {team}, {key}" },
        { "\"Bearer {key}\"", "\"Bearer {key\"", "acme.yaml:10: methods[0].api-key.send.headers: has a brace" },
        { "\"Bearer {key}\"", "\"Bearer {key}\\nX-Other: 1\"", "acme.yaml:10: methods[0].api-key.send.headers: must be on one line" },
        { "{ Authorization: \"Bearer {key}\" }", "{ \"X Y\": \"{key}\" }", "acme.yaml:10: methods[0].api-key.send.headers: has a name with an invalid character" },
        { "send:", "credentials: [{ key: id, label: ID }]\n      send:", "acme.yaml:10: methods[0].api-key.credentials: must have at least one field with secret" },
        { "send:", "credentials: [{ key: key, label: K, secret: true }, { key: team, label: T }]\n      send:", "acme.yaml:10: methods[0].api-key.credentials: repeats team" },
        { "send:", "exchange: { url: \"https://elsewhere.example/token\" }\n      send:", "acme.yaml:10: methods[0].api-key.exchange.url: goes to elsewhere.example, which is not in hosts" },
        { "send:", "exchange: { parameters: { a: b } }\n      send:", "acme.yaml:10: methods[0].api-key.exchange.url: is missing" },
        { "send:", "exchange: { url: \"https://a.acme.example/t\", parameters: { a: \"{token}\" } }\n      send:", "acme.yaml:10: methods[0].api-key.exchange.parameters: uses {token}, which is not available here" },
        { "send:", "exchange: { url: \"https://a.acme.example/t\", parameters: { client_id: x }, client: { id: x, secret: \"{key}\" } }\n      send:", "acme.yaml:10: methods[0].api-key.exchange.parameters: sets client_id, which the client sets" },
        { "send:", "exchange: { url: \"https://a.acme.example/t\", token-reply: { keep: { team: t } } }\n      send:", "acme.yaml:10: methods[0].api-key.exchange.token-reply: keeps team, but that name is taken" },
        { "send:", "exchange: { url: \"https://a.acme.example/t\", assertion: { key: key, claims: { iss: a, aud: b } } }\n      send:", "acme.yaml:10: methods[0].api-key.exchange.assertion.key: names key, which is not a credential with format: private-key" },
        { "send:", "exchange: { url: \"https://a.acme.example/t\", assertion: { key: key, claims: { iss: a } } }\n      send:", "acme.yaml:10: methods[0].api-key.exchange.assertion.claims: must have iss and aud" },
        { "send:", "exchange: { url: \"https://a.acme.example/t\", assertion: { key: key, claims: { iss: a, aud: b, exp: c } } }\n      send:", "acme.yaml:10: methods[0].api-key.exchange.assertion.claims: sets exp, which is set when the assertion is signed" },
        { "send:", "exchange: { url: \"https://a.acme.example/t\", parameters: { assertion: x }, assertion: { key: key, claims: { iss: a, aud: b } } }\n      send:", "acme.yaml:10: methods[0].api-key.exchange.parameters: sets assertion, which the assertion sets" },
        { "send:", "credentials: [{ key: k, label: K, secret: true, format: private-key }]\n      send:", "acme.yaml:11: methods[0].api-key.send.headers: uses {key}, which is not available here" },
        { "send:", "credentials: [{ key: key, label: K, secret: true }, { key: p, label: P, format: private-key }]\n      send:", "acme.yaml:10: methods[0].api-key.credentials[1].format: is private-key, which needs secret: true" },
        { "send:", "exchange: { url: \"https://a.acme.example/t\" }\n      credentials: [{ key: access_token, label: T, secret: true }]\n      send:", "acme.yaml:11: methods[0].api-key.credentials: names a field access_token, but that name is taken" },
        { "probe: { get: \"https://{subdomain}.acme.example/me\", id: id }", "label: Key", "acme.yaml:10: methods[0].api-key.probe: is missing" },
        { "get: \"https://{subdomain}.acme.example/me\",", "", "acme.yaml:11: methods[0].api-key.probe.get: is missing" },
        { "id: id }", "id: id, post: \"https://{subdomain}.acme.example/me\" }", "acme.yaml:11: methods[0].api-key.probe.post: cannot be combined with get" },
        { "id: id }", "id: id, id-with: [region] }", "acme.yaml:11: methods[0].api-key.probe.id-with: names region" },
        { "id: id }", "id: id, body: x }", "acme.yaml:11: methods[0].api-key.probe.body: cannot be sent with get" },
        { "id: id }", "id: id, failed-when: { status: 999 } }", "acme.yaml:11: methods[0].api-key.probe.failed-when.status: must be a number from 100 to 599" },
        { "id: id }", "id: id, failed-when: { equals: 1, status: 200 } }", "acme.yaml:11: methods[0].api-key.probe.failed-when.equals: needs a path" },
        { "https://{subdomain}.acme.example/me", "http://{subdomain}.acme.example/me", "acme.yaml:11: methods[0].api-key.probe.get: must begin with https://" },
        { "https://{subdomain}.acme.example/me", "ftp://acme.example/me", "acme.yaml:11: methods[0].api-key.probe.get: must be an address" },
        { "https://{subdomain}.acme.example/me", "https://user@x.acme.example/me", "acme.yaml:11: methods[0].api-key.probe.get: must be an address" },
        { "https://{subdomain}.acme.example/me", "https://{subdomain}.acme.test/me", "acme.yaml:11: methods[0].api-key.probe.get: goes to {subdomain}.acme.test, which is not in hosts" },
        { "https://{subdomain}.acme.example/me", "https://evil-acme.example/me", "acme.yaml:11: methods[0].api-key.probe.get: goes to evil-acme.example, which is not in hosts" },
        { "https://{subdomain}.acme.example/me", "https://{team}.acme.example/me", "acme.yaml:11: methods[0].api-key.probe.get: has {team} in the host, which may be empty" },
        { "https://{subdomain}.acme.example/me", "https://{key}.acme.example/me", "acme.yaml:11: methods[0].api-key.probe.get: has the secret {key} in the host" },
        { "https://{subdomain}.acme.example/me", "https://{subdomain}/me", "acme.yaml:11: methods[0].api-key.probe.get: has {subdomain} as the whole host" },
        { "https://{subdomain}.acme.example/me", "https://{subdomain}.example/me", "acme.yaml:11: methods[0].api-key.probe.get: has the host {subdomain}.example; a field in a host must be followed" },
        { "https://{subdomain}.acme.example/me", "https://acme.example.{subdomain}/me", "acme.yaml:11: methods[0].api-key.probe.get: has the host acme.example.{subdomain}; a field in a host must be followed" },
        { "https://{subdomain}.acme.example/me", "https://127.0.0.1/me", "acme.yaml:11: methods[0].api-key.probe.get: has the host 127.0.0.1, which is not a host name" },
        { "https://{subdomain}.acme.example/me", "{team}/me", "acme.yaml:11: methods[0].api-key.probe.get: begins with {team}" },
        { "format: dns-label }", "format: text }", "acme.yaml:11: methods[0].api-key.probe.get: has {subdomain} in the host; give the field the format" },
        { "format: dns-label }", "format: host }", "acme.yaml:11: methods[0].api-key.probe.get: has {subdomain} as part of a host" },
        { "name: Do it }", "name: Do it, auth: [oauth] }", "acme.yaml:14: operations[0].auth: names oauth, which is not a method of this app; its methods are api-key" },
        { "kind: action, ", "", "acme.yaml:14: operations[0].kind: is missing" },
        { "kind: action, ", "kind: step, ", "acme.yaml:14: operations[0].kind: must be one of trigger, action" },
        { "key: do-it", "key: Do It", "acme.yaml:14: operations[0].key: must contain only a-z" },
        { "  - { kind: action, key: do-it, name: Do it }", "  []", "acme.yaml:1: operations: is missing or empty" },
    };

    public static TheoryData<string, string> Hosts => new()
    {
        { "\"*.com\"", "names *.com; *. must be followed by a host name" },
        { "\"*\"", "names *; an asterisk is allowed only at the beginning" },
        { "\"*.co.uk\"", "names *.co.uk, which would allow anyone's hosts" },
        { "\"*.github.io\"", "names *.github.io, which would allow anyone's hosts" },
        { "\"*acme.example\"", "names *acme.example; an asterisk is allowed only at the beginning" },
        { "\"api.*.example\"", "names api.*.example; an asterisk is allowed only at the beginning" },
        { "https://acme.example", "names https://acme.example; use only the host" },
        { "acme.example/v1", "names acme.example/v1; use only the host" },
        { "10.0.0.1", "names 10.0.0.1: it has the host 10.0.0.1, which is not a host name" },
        { "localhost", "names localhost: it has the host localhost, which is not a host name" },
        { "ACME.example", "names ACME.example: it has the host ACME.example, which is not a host name" },
        { "\"{team}\"", "names {team}: it has {team} in the host, which may be empty" },
        { "\"{nobody}.acme.example\"", "names {nobody}.acme.example: it has {nobody} in the host; only a field is allowed there" },
    };

    public static TheoryData<string, string, string> OAuth => new()
    {
        { "authorize: https://auth.acme.example/authorize", "label: Acme", "acme.yaml:9: methods[0].oauth.authorize: is missing" },
        { "probe:", "client-authentication: jwt\n      probe:", "acme.yaml:11: methods[0].oauth.client-authentication: must be one of body, basic" },
        { "probe:", "life: { rotation: rotates, grace: soon }\n      probe:", "acme.yaml:11: methods[0].oauth.life.grace: must be a duration such as" },
        { "probe:", "life: { grace: 30m }\n      probe:", "acme.yaml:11: methods[0].oauth.life.grace: requires rotation: rotates" },
        { "probe:", "life: { rotation: never-expires, assumed-lifetime: 1h }\n      probe:", "acme.yaml:11: methods[0].oauth.life: cannot combine never-expires with a lifetime" },
        { "probe:", "issuer-promised: true\n      probe:", "acme.yaml:11: methods[0].oauth.issuer-promised: needs an issuer" },
        { "probe:", "authorize-parameters: { state: x }\n      probe:", "acme.yaml:11: methods[0].oauth.authorize-parameters: sets state, which the connect flow sets itself" },
        { "probe:", "token-parameters: { version: 2 }\n      probe:", "acme.yaml:11: methods[0].oauth.token-parameters.version: must be a string; put it in quotes" },
        { "probe:", "token-reply: { keep: { host: host } }\n      probe:", "acme.yaml:11: methods[0].oauth.token-reply: keeps host, but that name is taken" },
        { "probe:", "after-consent: { url: \"https://auth.acme.example/x\", id: id, name: name, label: L, setting: host }\n      probe:", "acme.yaml:11: methods[0].oauth.after-consent.setting: is host, but that name is taken" },
        { "probe:", "revocation: { url: https://elsewhere.example/revoke }\n      probe:", "acme.yaml:11: methods[0].oauth.revocation.url: goes to elsewhere.example, which is not in hosts" },
        { "token: https://auth.acme.example/token", "token: https://auth.acme.example/token?t={access_token}", "acme.yaml:10: methods[0].oauth.token: uses {access_token}, which is not available here" },
        { "token: https://auth.acme.example/token", "token: https://{host}/token", "acme.yaml:9: methods[0].oauth.shared-client-hosts: is missing; people enter the token host" },
        { "/me\"", "/me?t={access_token}\"", "acme.yaml:11: methods[0].oauth.probe.get: uses {access_token}, which is not available here" },
        { "hosts:", "  - oauth:\n      authorize: https://auth.acme.example/authorize\n      token: https://auth.acme.example/token\n      probe: { get: \"https://auth.acme.example/me\" }\nhosts:", "acme.yaml:12: methods[1].oauth: repeats the key oauth" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_broken_key_is_named(string good, string bad, string expected) => Expect(Samples.Key.Replace(good, bad), expected);

    [Theory]
    [MemberData(nameof(OAuth))]
    public void A_broken_oauth_key_is_named(string good, string bad, string expected) => Expect(Samples.OAuth.Replace(good, bad), expected);

    [Theory]
    [MemberData(nameof(Hosts))]
    public void A_host_that_is_too_wide_or_no_host_is_refused(string host, string expected) =>
        Expect(Samples.Key.Replace("[\"*.acme.example\"]", $"[\"*.acme.example\", {host}]"), $"acme.yaml:12: hosts: {expected}");

    [Fact]
    public void The_samples_themselves_are_good()
    {
        using var directory = new OperatorDirectory().Add("one.yaml", Samples.Key).Add("two.yaml", Samples.OAuth);
        Assert.Empty(directory.Errors());
    }

    [Fact]
    public void All_errors_of_all_files_are_told_at_once()
    {
        using var directory = new OperatorDirectory()
            .Add("one.yaml", Samples.Key.Replace("category: Tools", "").Replace("kind: action", "kind: step"))
            .Add("two.yaml", Samples.OAuth.Replace("name: Acme", ""));

        Assert.Equal(["one.yaml", "one.yaml", "two.yaml"], directory.Errors().Select(error => error.Split(':')[0]));
    }

    [Fact]
    public void The_message_of_the_exception_holds_every_error()
    {
        var problem = new CatalogException([new CatalogError("a.yaml", 3, "name", "is missing."), new CatalogError("b.yaml", 0, "", "Rename it.")]);

        Assert.Contains("a.yaml:3: name: is missing.", problem.Message, StringComparison.Ordinal);
        Assert.Contains("b.yaml: Rename it.", problem.Message, StringComparison.Ordinal);
    }

    private static void Expect(string text, string expected)
    {
        var errors = new List<CatalogError>();
        new AppReader(new Services(new ConfigurationBuilder().Build()), development: false, errors).Read(new AppFile("acme.yaml", "acme", text));

        Assert.Contains(errors, error => error.ToString().StartsWith(expected, StringComparison.Ordinal));
        Assert.InRange(errors.Count, 1, 2);
    }
}
