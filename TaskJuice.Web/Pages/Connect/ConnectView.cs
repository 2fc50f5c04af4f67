using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>The content of the connect dialog: which app, which auth methods, and for which step.</summary>
public sealed record ConnectView(Workspace Workspace, App App, IReadOnlyList<AuthMethod> Methods, ReturnTo Return, Connection? Reconnects)
{
    public const string NameField = "name";

    /// <summary>Contains the suggested name, so that a person who did not edit it renames nothing.</summary>
    public const string SuggestedField = "suggested";

    /// <summary>The auth method of the form; null shows the chooser.</summary>
    public AuthMethod? Method { get; init; }

    /// <summary>The id of the attempt, generated in advance so that the panel can subscribe while the popup loads.</summary>
    public Guid FlowId { get; init; }

    /// <summary>The suggested name, or null when the form has no name field.</summary>
    public string? Suggested { get; init; }

    /// <summary>The submitted values, without secrets.</summary>
    public IReadOnlyDictionary<string, string?> Typed { get; init; } = new Dictionary<string, string?>();

    /// <summary>Field key to error.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>();

    /// <summary>The error of the form as a whole, or null.</summary>
    public string? FormError { get; init; }

    /// <summary>The provider's error message, or null.</summary>
    public string? ProviderSays { get; init; }

    /// <summary>True when the values were entered before the person had to sign in again.</summary>
    public bool IsKept { get; private init; }

    /// <summary>The same with previously entered values, by input name, in place of the suggested ones.</summary>
    public ConnectView WithTyped(IReadOnlyDictionary<string, string> values)
    {
        var typed = Typed.ToDictionary();
        foreach (var (key, value) in values)
            typed[key["f.".Length..]] = value;
        return this with { Typed = typed, IsKept = values.Count > 0 };
    }

    public string Path => $"/{Workspace.Slug}/connect/{App.Slug}";

    /// <summary>Where to go back to without script.</summary>
    public string Back => Address(Workspace.Slug, Return, Reconnects?.Id);

    /// <summary>True inside the popup of a builder.</summary>
    public bool InPopup { get; init; }

    /// <summary>True when the provider could not be reached to verify the key, so that saving it unverified is offered.</summary>
    public bool OffersUnchecked { get; init; }

    /// <summary>The time left for an attempt that waits in another window; null when there is none.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>True when an earlier attempt is for the same connection as this form.</summary>
    public bool Is(ConnectFlow flow) => flow.App == App.Slug && flow.Method == Method?.Key && flow.Reconnects == Reconnects?.Id
        && (flow.Return.WorkflowId, flow.Return.Step) == (Return.WorkflowId, Return.Step);

    public string FlowPath => $"/{Workspace.Slug}/connect/flows/{FlowId}";

    public string Query(string? method = null) => Query(Return, Reconnects?.Id, method);

    /// <summary>The query of the dialog's address.</summary>
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
        new(field, Typed.GetValueOrDefault(field.Key) ?? field.Default, Problems.GetValueOrDefault(field.Key))
        {
            TakesFocus = field.Key == FirstWrong,
        };

    // In the order of the form.
    private string? FirstWrong =>
        App.Fields.Concat((Method as ApiKeyMethod)?.Credentials ?? []).Select(asked => asked.Key)
            .Prepend(NameField).FirstOrDefault(Problems.ContainsKey);

    /// <summary>Where to go after connecting: the step, the guide, the connection, or the list of connections.</summary>
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
    /// <summary>True for the field with initial focus.</summary>
    public bool TakesFocus { get; init; }

    public string Id => $"field-{Field.Key}";

    /// <summary>
    /// The <c>translate</c> attribute of texts from the catalog, which are always in English. The connection's name is a field of the
    /// product.
    /// </summary>
    public string? Translate => Field.Key == ConnectView.NameField ? null : "no";

    /// <summary>The same for the label; that of an optional field is a sentence of the product.</summary>
    public string? TranslateLabel => Field.Required ? Translate : null;

    /// <summary>The same for the error; only the pattern's own explanation is from the catalog.</summary>
    public string? TranslateProblem => Problem is not null && Problem == Field.PatternHelp ? "no" : null;

    public string? DescribedBy => (Problem ?? Field.PatternHelp, Field.Help) switch
    {
        (null, null) => null,
        (null, _) => $"{Id}-help",
        (_, null) => $"{Id}-problem",
        _ => $"{Id}-problem {Id}-help",
    };
}
