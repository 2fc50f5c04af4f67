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
    /// <summary>The result of a check that was just made, or null.</summary>
    public CallSaid? Checked { get; init; }

    /// <summary>A submitted name that was not saved, or null.</summary>
    public string? Typed { get; init; }

    /// <summary>Why the submitted name is invalid; null when it is valid and was entered before the person had to sign in again.</summary>
    public string? InvalidName { get; init; }

    /// <summary>An announcement for screen readers, or null.</summary>
    public string? Announced { get; init; }

    /// <summary>The message about the last action, or null.</summary>
    public Toast? Told { get; init; }

    /// <summary>True when an older page of the history is shown.</summary>
    public bool IsOlder { get; init; }

    public string Path => Face.PathIn(Workspace.Slug);

    public string Reconnect => Face.ReconnectIn(Workspace.Slug);

    /// <summary>Steps by workflow, without removed ones.</summary>
    public IReadOnlyList<IGrouping<(Guid Id, string Name), StepUse>> Uses =>
        [.. Detail.Steps.GroupBy(step => (step.WorkflowId, step.Workflow))];

    public int Removed => Detail.Uses.Count(use => use.IsRemoved);

    public string PathOf(StepUse step) => $"/{Workspace.Slug}/workflows/{step.WorkflowId}?step={step.Key}";

    /// <summary>The provider's page for removing the access or key, or null.</summary>
    public Uri? ProviderPage => AccessNote.PageOf(Face.Method);

    /// <summary>True when the connection has permissions to display.</summary>
    public bool HasScopes =>
        Face is { Method: OAuthMethod, Connection.Status: not ConnectionStatus.Revoked }
            && (Face.Connection.Scopes.Count > 0 || Face.Connection.MissingScopes.Count > 0);
}
