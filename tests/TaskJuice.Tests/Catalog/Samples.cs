namespace TaskJuice.Tests.Catalog;

/// <summary>Whole app files to break in one place.</summary>
internal static class Samples
{
    public const string Key = """
        name: Acme
        category: Tools
        docs: https://docs.acme.example/api
        checked: 2026-11-24
        fields:
          - { key: subdomain, label: Subdomain, format: dns-label }
          - { key: team, label: Team, required: false }
        methods:
          - api-key:
              send: { headers: { Authorization: "Bearer {key}" } }
              probe: { get: "https://{subdomain}.acme.example/me", id: id }
        hosts: ["*.acme.example"]
        operations:
          - { kind: action, key: do-it, name: Do it }
        """;

    public const string OAuth = """
        name: Acme
        category: Tools
        docs: https://docs.acme.example/api
        checked: 2026-11-24
        fields:
          - { key: host, label: Host, format: host }
        methods:
          - oauth:
              authorize: https://auth.acme.example/authorize
              token: https://auth.acme.example/token
              probe: { get: "https://auth.acme.example/me", id: sub }
        hosts: [auth.acme.example, "{host}"]
        operations:
          - { kind: trigger, key: new-thing, name: New thing }
        """;

    /// <summary>A file that uses every key there is, so that each map can be looked at.</summary>
    public const string Full = """
        name: Acme
        category: Tools
        summary: Everything at once.
        docs: https://docs.acme.example/api
        checked: 2026-11-24
        development: false
        fields:
          - key: region
            label: Region
            help: Where.
            example: eu
            prefix: https://
            suffix: .acme.example
            default: eu
            format: dns-label
            pattern: "[a-z]+"
            pattern-help: Two letters.
            required: false
            secret: false
            options:
              - value: eu
                label: Europe
        methods:
          - oauth:
              key: oauth
              label: OAuth 2.0
              hint: Best.
              instructions: Sign in.
              link: https://acme.example/apps
              authorize: https://auth.acme.example/authorize
              token: https://auth.acme.example/token
              shared-client-hosts: [auth.acme.example]
              scopes: [read, write]
              scope-separator: ","
              pkce: false
              client-authentication: basic
              token-request: json
              authorize-parameters: { access: offline }
              token-parameters: { version: "2" }
              issuer: https://auth.acme.example
              issuer-promised: true
              token-reply:
                access-token: data.token
                refresh-token: data.refresh
                expiry: data.expires
                refresh-expiry: data.refresh_expires
                expiry-form: unix-milliseconds
                scope: data.scope
                error: data.error
                failed-when:
                  status: 200
                  path: ok
                  equals: false
                keep: { base_url: data.base }
              life:
                rotation: rotates
                grace: 30m
                reuse-ends-grant: true
                assumed-lifetime: 1h
                refresh-life: 365d
                idle-life: 60d
              refreshes-per-second: 5
              revocation:
                url: https://auth.acme.example/revoke
                each-token: true
                ends: person
                by-hand: https://acme.example/apps
              after-consent:
                url: "{base_url}/teams"
                list: data
                id: id
                name: name
                label: Team
                setting: team
                headers: { X-Team: "{team}" }
              send:
                headers: { Authorization: "Token {access_token}" }
                query: { v: "1" }
              probe:
                post: "{base_url}/me"
                body: '{"region":"{region}"}'
                headers: { X-Version: "3" }
                id: data.id
                name: [data.name, data.email]
                id-with: [region]
                failed-when: { path: ok, equals: false }
              expired-when: { status: 403, path: code, equals: 190 }
          - api-key:
              key: api-key
              label: API Key
              hint: Simple.
              instructions: Paste it.
              link: https://acme.example/keys
              credentials:
                - { key: key, label: API Key, secret: true }
              exchange:
                url: https://auth.acme.example/token
                parameters: { grant_type: client_credentials }
                format: form
                client:
                  id: acme
                  secret: "{key}"
                  authentication: basic
                headers: { X-Version: "3" }
                token-reply: { expiry: data.expires }
                assumed-lifetime: 1h
              send:
                basic:
                  user: "{key}"
                  password: X
              probe:
                get: https://{region}.acme.example/me
              expired-when: [{ status: 403 }]
        hosts: ["*.acme.example"]
        operations:
          - kind: action
            key: do-it
            name: Do it
            auth: [oauth, api-key]
        """;
}
