using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Workspaces;
using TaskJuice.Web.Pages.Shared;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>Everything the page of one connection shows.</summary>
public sealed record DetailView(Workspace Workspace, ConnectionDetail Detail, ConnectionDisplay Face, HistoryStretch History)
{
    /// <summary>What a check just brought, or null.</summary>
    public CallSaid? Checked { get; init; }

    /// <summary>The name that was typed and is not the connection's, or null.</summary>
    public string? Typed { get; init; }

    /// <summary>Why it cannot be one; null when it can and was typed before the person had to sign in again.</summary>
    public string? InvalidName { get; init; }

    /// <summary>Something to say to those who do not see the page, or null.</summary>
    public string? Announced { get; init; }

    /// <summary>What was just done, or null.</summary>
    public Toast? Told { get; init; }

    /// <summary>True when an older stretch of the history is shown.</summary>
    public bool IsOlder { get; init; }

    public string Path => Face.PathIn(Workspace.Slug);

    public string Reconnect => Face.ReconnectIn(Workspace.Slug);

    /// <summary>Steps by workflow, those taken out of the list left out.</summary>
    public IReadOnlyList<IGrouping<(Guid Id, string Name), StepUse>> Uses =>
        [.. Detail.Steps.GroupBy(step => (step.WorkflowId, step.Workflow))];

    public int Removed => Detail.Uses.Count(use => use.IsRemoved);

    public string PathOf(StepUse step) => $"/{Workspace.Slug}/workflows/{step.WorkflowId}?step={step.Key}";

    /// <summary>The provider's page where access or key is ended by hand, or null.</summary>
    public Uri? ProviderPage => AccessNote.PageOf(Face.Method);

    /// <summary>True when there is an access that has permissions to speak of.</summary>
    public bool HasScopes => Face is { Method: OAuthMethod, Connection.Status: not ConnectionStatus.Revoked } && (Face.Connection.Scopes.Count > 0 || Face.Connection.MissingScopes.Count > 0);
}
