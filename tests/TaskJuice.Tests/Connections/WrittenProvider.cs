using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.Tests.Providers;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>An app whose provider answers what a test writes, known under two addresses, and a process of the program that has it.</summary>
internal sealed class WrittenProvider : IAsyncDisposable
{
    private const string File = """
        name: Quirky
        category: Development
        docs: https://www.rfc-editor.org/rfc/rfc6749
        checked: 2026-11-30
        development: true
        methods:
          - oauth:
              authorize: "{service:quirky}/authorize"
              token: "{service:quirky}/token"
              scopes: [read, write]
              permissions: { read: See everything, write: Change everything }
              token-reply: { keep: { api_domain: api_domain } }
              life: LIFE
              revocation: { url: "{service:quirky}/revoke" }
              probe: { get: "{api_domain}/me", id: id, name: name }
              expired-when: { path: error, equals: token_revoked }
        hosts: ["{service:quirky}", "{service:other}"]
        operations:
          - { kind: trigger, key: new-record, name: New record }
        """;

    private readonly DirectoryInfo _apps = Directory.CreateTempSubdirectory("taskjuice-apps-");
    private readonly ScriptedProvider _server;

    private WrittenProvider(ScriptedProvider server, string life)
    {
        _server = server;
        _server.Answer = async context =>
        {
            if (context.Request.Path == "/token")
                await TokenIsReady;
            await context.Response.WriteAsync(context.Request.Path.Value switch
            {
                "/token" => Token,
                "/me" => Me,
                _ => "{}",
            });
        };
        System.IO.File.WriteAllText(Path.Combine(_apps.FullName, "quirky.yaml"), File.Replace("LIFE", life));
    }

    /// <summary>What the token endpoint answers.</summary>
    public string Token { get; set; } = "{}";

    /// <summary>Until when the token endpoint keeps whoever asks waiting.</summary>
    public Task TokenIsReady { get; set; } = Task.CompletedTask;

    /// <summary>What the API answers.</summary>
    public string Me { get; set; } = """{"id":"acct_quirky","name":"Quirky Ltd"}""";

    public string First => $"http://127.0.0.1:{_server.Address.Port}";

    public string Second => $"http://localhost:{_server.Address.Port}";

    /// <summary>Under which names it was called, the newest last.</summary>
    public IReadOnlyList<string> CalledAs(string path) => [.. _server.Seen.Where(request => request.Target == path).Select(request => $"http://{request.Headers["Host"]}")];

    /// <param name="life">What the app's file says of its tokens.</param>
    public static async Task<WrittenProvider> StartAsync(string life = "{ rotation: rotates }") => new(await ScriptedProvider.StartAsync(), life);

    /// <summary>A person with a step that waits for an account, in a process that knows the app.</summary>
    public async Task<(Agency Agency, Guest Guest, Step Step)> VisitAsync(WebFixture web, int answersWithin = 60)
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.OnNewHostAsync(
            await web.SignInAsync(agency), ("Connect:AnswerWithinSeconds", $"{answersWithin}"), ("Catalog:Directory", _apps.FullName), ("services:quirky:http:0", First), ("services:other:http:0", Second),
            ("Egress:Allow:1", new Uri(First).Authority), ("Egress:Allow:2", new Uri(Second).Authority),
            ("OAuth:Clients:quirky:ClientId", "quirky-client"), ("OAuth:Clients:quirky:ClientSecret", "quirky-client-secret"));
        return (agency, guest, await guest.AddStepAsync(agency.Slug, "quirky"));
    }

    /// <summary>Consents, as far as the program can tell.</summary>
    public static async Task<string> ConnectAsync(Guest guest, Step step)
    {
        var started = await guest.StartAsync(step.Connect("oauth"));
        var state = QueryHelpers.ParseQuery(started.Provider.Query)["state"].ToString();
        var answer = await guest.Browser.OpenAsync($"/oauth/callback/quirky/shared?state={state}&code=code-of-quirky");
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return await guest.ResultAsync(answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _apps.Delete(recursive: true);
    }
}
