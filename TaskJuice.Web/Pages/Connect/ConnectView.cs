using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Connections.Connecting;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>What the connect dialog shows: which app, which of its methods, and for which step.</summary>
public sealed record ConnectView(Workspace Workspace, App App, IReadOnlyList<AuthMethod> Methods, ReturnTo Return, Connection? Reconnects)
{
    /// <summary>The method whose form is shown; null shows the chooser.</summary>
    public AuthMethod? Method { get; init; }

    /// <summary>Names the attempt before it begins, so that the panel can listen while the popup still loads.</summary>
    public Guid FlowId { get; init; }

    /// <summary>What the form carried, secrets left out.</summary>
    public IReadOnlyDictionary<string, string?> Typed { get; init; } = new Dictionary<string, string?>();

    /// <summary>Field key to what is wrong.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>What went wrong with the whole form, or null.</summary>
    public string? Trouble { get; init; }

    /// <summary>The provider's own words about it, or null.</summary>
    public string? ProviderSays { get; init; }

    public string Path => $"/{Workspace.Slug}/connect/{App.Slug}";

    /// <summary>Where a person without script goes back to.</summary>
    public string Back => StepAddress(Workspace.Slug, Return);

    public string FlowPath => $"/{Workspace.Slug}/connect/flows/{FlowId}";

    public string Query(string? method = null) => QueryString.Create(new Dictionary<string, string?>
    {
        ["workflow"] = Return.WorkflowId?.ToString(),
        ["step"] = Return.Step,
        ["connection"] = Reconnects?.Id.ToString(),
        ["method"] = method,
    }.Where(pair => pair.Value is not null)).Value!;

    public FieldInput Input(AppField field) => new(field, Typed.GetValueOrDefault(field.Key) ?? field.Default, Problems.GetValueOrDefault(field.Key));

    public static string StepAddress(string workspace, ReturnTo to) => to.WorkflowId is { } workflow
        ? $"/{workspace}/workflows/{workflow}{(to.Step is { } step ? $"?step={Uri.EscapeDataString(step)}" : "")}"
        : $"/{workspace}/connections";
}

/// <summary>One input of a connect form.</summary>
public sealed record FieldInput(AppField Field, string? Value, string? Problem)
{
    public string Id => $"field-{Field.Key}";

    public string? DescribedBy => (Problem, Field.Help) switch
    {
        (null, null) => null,
        (null, _) => $"{Id}-help",
        (_, null) => $"{Id}-problem",
        _ => $"{Id}-problem {Id}-help",
    };
}
