using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>What the connect dialog shows: which app, which of its methods, and for which step.</summary>
public sealed record ConnectView(Workspace Workspace, App App, IReadOnlyList<AuthMethod> Methods, ReturnTo Return, Connection? Reconnects)
{
    public const string NameField = "name";

    /// <summary>Carries the name that the form suggested, so that a person who left it alone renames nothing.</summary>
    public const string SuggestedField = "suggested";

    /// <summary>The method whose form is shown; null shows the chooser.</summary>
    public AuthMethod? Method { get; init; }

    /// <summary>Names the attempt before it begins, so that the panel can listen while the popup still loads.</summary>
    public Guid FlowId { get; init; }

    /// <summary>The name that the form offers, or null when it asks for none.</summary>
    public string? Suggested { get; init; }

    /// <summary>What the form carried, secrets left out.</summary>
    public IReadOnlyDictionary<string, string?> Typed { get; init; } = new Dictionary<string, string?>();

    /// <summary>Field key to what is wrong.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>What went wrong with the whole form, or null.</summary>
    public string? FormError { get; init; }

    /// <summary>The provider's own words about it, or null.</summary>
    public string? ProviderSays { get; init; }

    /// <summary>True when the values were typed before the person had to sign in again.</summary>
    public bool IsKept { get; private init; }

    /// <summary>The same with values that were typed before, by the names of their inputs, in place of what is suggested.</summary>
    public ConnectView WithTyped(IReadOnlyDictionary<string, string> values)
    {
        var typed = Typed.ToDictionary();
        foreach (var (key, value) in values)
            typed[key["f.".Length..]] = value;
        return this with { Typed = typed, IsKept = values.Count > 0 };
    }

    public string Path => $"/{Workspace.Slug}/connect/{App.Slug}";

    /// <summary>Where a person without script goes back to.</summary>
    public string Back => Address(Workspace.Slug, Return, Reconnects?.Id);

    /// <summary>True inside the window that a builder opened.</summary>
    public bool InPopup { get; init; }

    /// <summary>True when the provider could not be asked about the pasted key, so that saving it unchecked is offered.</summary>
    public bool OffersUnchecked { get; init; }

    /// <summary>How long the attempt that waits in another window still may; null when none waits.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>True when an attempt that began earlier is the one this form would begin.</summary>
    public bool Is(ConnectFlow flow) => flow.App == App.Slug && flow.Method == Method?.Key && flow.Reconnects == Reconnects?.Id
        && (flow.Return.WorkflowId, flow.Return.Step) == (Return.WorkflowId, Return.Step);

    public string FlowPath => $"/{Workspace.Slug}/connect/flows/{FlowId}";

    public string Query(string? method = null) => Query(Return, Reconnects?.Id, method);

    /// <summary>What the address of the dialog carries besides the app.</summary>
    public static string Query(ReturnTo to, Guid? connection, string? method) => QueryString.Create(new Dictionary<string, string?>
    {
        ["workflow"] = to.WorkflowId?.ToString(),
        ["step"] = to.Step,
        ["connection"] = connection?.ToString(),
        ["method"] = method,
        ["return"] = to.Guide is null ? null : ConnectAddress.Guide,
        ["ids"] = to.Guide is { } guide ? ReconnectGuide.Written(guide) : null,
    }.Where(pair => pair.Value is not null)).Value!;

    public FieldInput Input(AppField field) =>
        new(field, Typed.GetValueOrDefault(field.Key) ?? field.Default, Problems.GetValueOrDefault(field.Key)) { TakesFocus = field.Key == FirstWrong };

    // In the order in which the form asks.
    private string? FirstWrong =>
        App.Fields.Concat((Method as ApiKeyMethod)?.Credentials ?? []).Select(asked => asked.Key).Prepend(NameField).FirstOrDefault(Problems.ContainsKey);

    /// <summary>Where a person goes when connecting is over: the step, the guide, the connection, or the list of them.</summary>
    public static string Address(string workspace, ReturnTo to, Guid? connection) => (to, connection) switch
    {
        ({ WorkflowId: { } workflow, Step: { } step }, _) => $"/{workspace}/workflows/{workflow}?step={Uri.EscapeDataString(step)}",
        ({ Guide: { } guide }, _) => $"/{workspace}/connections/reconnect?ids={ReconnectGuide.Written(guide)}",
        (_, { } id) => $"/{workspace}/connections/{id}",
        _ => $"/{workspace}/connections",
    };
}

/// <summary>One input of a connect form.</summary>
public sealed record FieldInput(AppField Field, string? Value, string? Problem)
{
    /// <summary>True for the field in which a person starts.</summary>
    public bool TakesFocus { get; init; }

    public string Id => $"field-{Field.Key}";

    /// <summary>The attribute that keeps what the catalog says about a field as it is; the name of the connection is ours.</summary>
    public string? Translate => Field.Key == ConnectView.NameField ? null : "no";

    public string? DescribedBy => (Problem ?? Field.PatternHelp, Field.Help) switch
    {
        (null, null) => null,
        (null, _) => $"{Id}-help",
        (_, null) => $"{Id}-problem",
        _ => $"{Id}-problem {Id}-help",
    };
}
