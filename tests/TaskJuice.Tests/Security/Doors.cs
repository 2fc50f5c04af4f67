using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>Who may come through an address.</summary>
internal enum For
{
    Everybody,
    Person,
    Member,
}

/// <summary>One address of the program as this list expects it. Whoever adds an address adds it here and says for whom it is.</summary>
internal sealed record Door(string Pattern, For For, bool Opens, bool TakesForms)
{
    private const string Step = "{workspace}/workflows/{id:guid}/steps/{key}/";
    private const string Connection = "{workspace}/connections/{id:guid}";
    private const string Flow = "{workspace}/connect/flows/{id:guid}";

    public static readonly Door[] All =
    [
        new("", For.Person, true, false),
        new("Index", For.Person, true, false),
        new("health", For.Everybody, true, false),
        new("alive", For.Everybody, true, false),
        new("errors/{code}", For.Everybody, true, false),
        new("sign-in", For.Everybody, true, true),
        new("sign-out", For.Person, false, true),
        new("theme", For.Person, false, true),
        new("dev/gallery", For.Everybody, true, false),
        new("dev/brand.css", For.Everybody, true, false),
        new("dev/failure", For.Everybody, true, false),
        new("{workspace}/brand.css", For.Member, true, false),
        new("{workspace}/notifications", For.Member, true, false),
        new("{workspace}/notifications/read", For.Member, false, true),
        new("{workspace}/settings/branding", For.Member, true, true),
        new("oauth/callback/{app}/{client}", For.Everybody, true, false),
        new("{workspace}/connections", For.Member, true, false),
        new("{workspace}/connections/reconnect", For.Member, true, false),
        new(Connection, For.Member, true, false),
        new(Connection + "/check", For.Member, false, true),
        new(Connection + "/rename", For.Member, false, true),
        new(Connection + "/replace", For.Member, true, true),
        new(Connection + "/disconnect", For.Member, true, true),
        new(Connection + "/delete", For.Member, true, true),
        new("{workspace}/workflows", For.Member, true, true),
        new("{workspace}/workflows/{id:guid}", For.Member, true, false),
        new("{workspace}/workflows/{id:guid}/delete", For.Member, false, true),
        new("{workspace}/workflows/{id:guid}/duplicate", For.Member, false, true),
        new("{workspace}/workflows/{id:guid}/restore", For.Member, false, true),
        new("{workspace}/workflows/{id:guid}/rename", For.Member, false, true),
        new("{workspace}/workflows/{id:guid}/steps/add", For.Member, true, true),
        new(Step + "account", For.Member, true, true),
        new(Step + "change", For.Member, true, true),
        new(Step + "duplicate", For.Member, false, true),
        new(Step + "move", For.Member, true, true),
        new(Step + "remove", For.Member, false, true),
        new(Step + "rename", For.Member, false, true),
        new(Step + "restore", For.Member, false, true),
        new(Step + "test", For.Member, false, true),
        new("{workspace}/connect/{app}", For.Member, true, false),
        new("{workspace}/connect/{app}/key", For.Member, false, true),
        new("{workspace}/connect/{app}/oauth", For.Member, false, true),
        new(Flow, For.Member, true, false),
        new(Flow + "/cancel", For.Member, false, true),
        new(Flow + "/choice", For.Member, false, true),
        new(Flow + "/decide", For.Member, false, true),
        new(Flow + "/events", For.Member, true, false),
    ];

    public bool HasId => Pattern.Contains("{id", StringComparison.Ordinal);

    public bool IsFlow => Pattern.StartsWith(Flow, StringComparison.Ordinal);

    public bool IsConnection => Pattern.StartsWith(Connection, StringComparison.Ordinal);

    public bool Streams => Pattern.EndsWith("/events", StringComparison.Ordinal);

    /// <summary>The addresses that the running program really has.</summary>
    public static IReadOnlyList<string> Found(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal),
    ];

    public string Address(Names names)
    {
        var path = Pattern.Replace("{workspace}", names.Workspace).Replace("{id:guid}", (IsFlow ? names.Flow : IsConnection ? names.Connection : names.Workflow).ToString())
            .Replace("{key}", names.Step).Replace("{app}", "sandbox").Replace("{client}", "shared").Replace("{code}", "404");
        Assert.DoesNotContain("{", path);
        return path.Contains("/connect/sandbox", StringComparison.Ordinal) ? $"/{path}?workflow={names.Workflow}&step={names.Step}&method=api-key" : $"/{path}";
    }
}

/// <summary>What the holes of an address are filled with.</summary>
internal sealed record Names(string Workspace, Guid Workflow, string Step, Guid Flow, Guid Connection)
{
    public static Names Missing => new("nowhere", Guid.NewGuid(), "00000000", Guid.NewGuid(), Guid.NewGuid());

    /// <summary>The text without the names, so that two answers can be compared that differ in nothing else.</summary>
    public string Without(string? text) => (text ?? "").Replace(Workspace, "*").Replace(Workflow.ToString(), "*").Replace(Step, "*")
        .Replace(Flow.ToString(), "*").Replace(Connection.ToString(), "*");
}
