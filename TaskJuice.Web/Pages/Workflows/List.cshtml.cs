using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Workflows;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows;

public sealed class ListModel(ListWorkflows list, CreateWorkflow create, Words words) : WorkspacePage
{
    public IReadOnlyList<WorkflowLine> Workflows { get; private set; } = [];

    public string? Name { get; private set; }

    public string? Trouble { get; private set; }

    public async Task OnGetAsync(CancellationToken stop) => Workflows = await list.AllAsync(Workspace, stop);

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, CancellationToken stop)
    {
        if (await create.CreateAsync(Workspace, name, stop) is { } id)
            return Redirect($"/{Workspace.Slug}/workflows/{id}");

        (Name, Trouble) = (name, words["Workflows.NameRule", Workflow.LongestName]);
        Workflows = await list.AllAsync(Workspace, stop);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
