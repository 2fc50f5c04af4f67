using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Configuring;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connecting;

/// <summary>The input for starting an authorization.</summary>
public sealed record AuthorizationStart
{
    /// <summary>The workspace of the connection.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>The person who connects.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The sign-in session.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The app.</summary>
    public required App App { get; init; }

    /// <summary>The method.</summary>
    public required OAuthMethod Method { get; init; }

    /// <summary>The flow id that was generated with the form.</summary>
    public required Guid FlowId { get; init; }

    /// <summary>True when consent happens in a popup.</summary>
    public bool InPopup { get; init; }

    /// <summary>Where to go afterwards.</summary>
    public required ReturnTo Return { get; init; }

    /// <summary>The connection to reconnect, or null.</summary>
    public Guid? Reconnects { get; init; }

    /// <summary>Returns the submitted value for a field key.</summary>
    public required Func<string, string?> Typed { get; init; }
}

/// <summary>The result of starting an authorization.</summary>
public abstract record StartResult
{
    private StartResult() { }

    /// <summary>The browser can be redirected to the provider.</summary>
    /// <param name="Provider">The authorization request. It contains the state: never log it.</param>
    /// <param name="Browser">The value of the binding cookie to set.</param>
    public sealed record Started(Uri Provider, Secret Browser) : StartResult;

    /// <summary>The fields are invalid.</summary>
    /// <param name="Problems">Field key to error.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, FieldProblem> Problems) : StartResult;

    /// <summary>No OAuth client is configured for the app.</summary>
    public sealed record NotSetUp : StartResult;
}

/// <summary>Starts the authorization code grant (RFC 6749 section 4.1) for a signed-in person in one browser.</summary>
public sealed class StartAuthorization(
    PendingAuthorizations authorizations, StateSignature signature, OAuthClients clients, PublicUrl publicUrl, TimeProvider clock,
    ILogger<StartAuthorization> log)
{
    /// <summary>Validates the fields, stores the pending authorization and builds the authorization request.</summary>
    public async Task<StartResult> StartAsync(AuthorizationStart start)
    {
        using var span = Telemetry.Source.StartActivity("connect.start");
        span?.SetTag("app", start.App.Slug).SetTag("method", start.Method.Key);
        var result = await TryAsync(start);
        if (result is not StartResult.Started)
            log.NotConnected(LogLevel.Information, start.App.Slug, start.Method.Key, result.GetType().Name);
        return result;
    }

    private async Task<StartResult> TryAsync(AuthorizationStart start)
    {
        if (clients.For(start.App) is not { } client)
            return new StartResult.NotSetUp();

        var fields = FieldValues.Check(start.App.Fields, start.Typed);
        if (!fields.Ok)
            return new StartResult.Invalid(fields.Problems);
        if (ForeignServer(start, client, fields.Values) is { } problems)
            return new StartResult.Invalid(problems);

        var flow = Flow(start);
        var (state, browser, verifier) = (await signature.NewAsync(flow.EndsAt), RandomText(), Pkce.NewVerifier());
        var request = new AuthorizationRequest(
            start.App, start.Method, client, fields.Values, publicUrl.RedirectUri(start.App.Slug, client.Key), state, verifier);
        var provider = request.Build();

        await authorizations.AddAsync(flow, state, Pending(start, client, fields.Values, request.RedirectUri, browser, verifier));
        return new StartResult.Started(provider, browser);
    }

    /// <summary>The hash used to compare the binding cookie.</summary>
    internal static string BrowserHash(Secret browser) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(browser.Reveal())));

    // The shared client's secret must not be sent to a server that a person entered.
    private static Dictionary<string, FieldProblem>? ForeignServer(
        AuthorizationStart start, OAuthClient client, IReadOnlyDictionary<string, string> values)
    {
        if (client.Key != OAuthClient.Shared || start.Method.SharedClientFits(Destination.For(start.App, start.Method.TokenUrl, values)))
            return null;

        return start.App.Fields.Where(field => field.Format == FieldFormat.Host)
            .ToDictionary(field => field.Key, _ => FieldProblem.OtherServer);
    }

    private static PendingAuthorization Pending(
        AuthorizationStart start, OAuthClient client, IReadOnlyDictionary<string, string> settings,
        Uri redirectUri, Secret browser, Secret verifier) => new()
        {
            FlowId = start.FlowId,
            Tenant = start.Workspace.Tenant,
            WorkspaceSlug = start.Workspace.Slug,
            Return = start.Return,
            UserId = start.UserId,
            SessionId = start.SessionId,
            BrowserHash = BrowserHash(browser),
            App = start.App.Slug,
            Method = start.Method.Key,
            Client = client.Key,
            RedirectUri = redirectUri,
            Verifier = verifier.Reveal(),
            Settings = settings,
            Trace = Activity.Current?.Id,
        };

    private ConnectFlow Flow(AuthorizationStart start) => new()
    {
        Id = start.FlowId,
        Tenant = start.Workspace.Tenant,
        UserId = start.UserId,
        SessionId = start.SessionId,
        App = start.App.Slug,
        Method = start.Method.Key,
        InPopup = start.InPopup,
        Return = start.Return,
        Reconnects = start.Reconnects,
        Trace = Activity.Current?.Id,
        EndsAt = clock.GetUtcNow() + PendingAuthorizations.Life,
    };

    private static Secret RandomText() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
}
