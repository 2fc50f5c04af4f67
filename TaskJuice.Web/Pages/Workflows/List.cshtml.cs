using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Workflows;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows;

public sealed class ListModel(ListWorkflows list, CreateWorkflow create, Words words) : WorkspacePage
{
    public WorkflowList Workflows { get; private set; } = null!;

    /// <summary>What was searched for.</summary>
    public string? Query { get; private set; }

    public string? Name { get; private set; }

    public string? Trouble { get; private set; }

    /// <summary>The workflow that was deleted just now and can be put back, or null.</summary>
    public Workflow? Deleted { get; private set; }

    public async Task OnGetAsync(string? q, Guid? deleted, CancellationToken stop)
    {
        await FillAsync(q, stop);
        Deleted = Workflows.Deleted.FirstOrDefault(row => row.Id == deleted);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, CancellationToken stop)
    {
        if (await create.CreateAsync(Workspace, name, stop) is { } made)
            return LeaveFor($"/{Workspace.Slug}/workflows/{made.Id}", new Toast(words["Workflows.Created", made.Name]));

        (Name, Trouble) = (name, words["Workflows.NameRule", Workflow.LongestName]);
        await FillAsync(null, stop);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task FillAsync(string? query, CancellationToken stop)
    {
        Query = query?.Trim() is { Length: > 0 } text ? text : null;
        Workflows = await list.FindAsync(Workspace, Query, stop);
    }
}
