using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Naming;
using TaskJuice.Core.Workflows;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows;

[FormStandsAt("/{workspace}/workflows", Keeps = ["name"])]
public sealed class ListModel(ListWorkflows list, CreateWorkflow create, KeptForm kept, Words words) : WorkspacePage
{
    public WorkflowList Workflows { get; private set; } = null!;

    /// <summary>What was searched for.</summary>
    public string? Query { get; private set; }

    public string? Name { get; private set; }

    public string? Trouble { get; private set; }

    /// <summary>True when the name was typed before the person had to sign in again.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The workflow that was deleted just now and can be put back, or null.</summary>
    public Workflow? Deleted { get; private set; }

    /// <summary>The workflow that was put back just now, or null.</summary>
    public WorkflowLine? Restored { get; private set; }

    public async Task OnGetAsync(string? q, Guid? deleted, Guid? restored, CancellationToken stop)
    {
        await FillAsync(q, stop);
        Name = Request.WantsFragment() ? null : kept.Read(HttpContext).GetValueOrDefault("name");
        IsKept = Name is not null;
        Deleted = Workflows.Deleted.FirstOrDefault(row => row.Id == deleted);
        Restored = Workflows.Found.FirstOrDefault(row => row.Id == restored);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, CancellationToken stop)
    {
        if (await create.CreateAsync(Workspace, name, stop) is { } id)
            return Redirect($"/{Workspace.Slug}/workflows/{id}");

        var plain = PlainName.Check(name, Workflow.LongestName);
        (Name, Trouble) = (plain.Again(name), words.ProblemOf(plain, words["Workflows.NameRule", Workflow.LongestName]));
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
