using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using TaskJuice.Core.Naming;
using TaskJuice.Core.Retention;
using TaskJuice.Core.Workflows;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Workflows;

[FormStandsAt("/{workspace}/workflows", Keeps = ["name"])]
public sealed class ListModel(ListWorkflows list, CreateWorkflow create, KeptForm typed, RetentionPeriods kept, Words words) : WorkspacePage
{
    public WorkflowList Workflows { get; private set; } = null!;

    /// <summary>The search text.</summary>
    public string? Query { get; private set; }

    /// <summary>How many days a deleted workflow can be restored.</summary>
    public int DeletedDays => kept.DeletedDays;

    public string? Name { get; private set; }

    public string? FormError { get; private set; }

    /// <summary>True when the name was entered before the person had to sign in again.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The workflow that was just deleted and can be restored, or null.</summary>
    public Workflow? Deleted { get; private set; }

    public async Task OnGetAsync(string? q, Guid? deleted, [FromQuery] int p, CancellationToken stop)
    {
        await FillAsync(q, p, stop);
        Name = Request.WantsFragment() ? null : typed.Read(HttpContext).GetValueOrDefault("name");
        IsKept = Name is not null;
        Deleted = Workflows.Deleted.FirstOrDefault(row => row.Id == deleted);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? name, CancellationToken stop)
    {
        if (await create.CreateAsync(Workspace, name, stop) is { } made)
            return RedirectBrowserTo($"/{Workspace.Slug}/workflows/{made.Id}", new Toast(words["Workflows.Created", made.Name]));

        var plain = PlainName.Check(name, Workflow.LongestName);
        Name = plain.Again(name);
        FormError = words.ProblemOf(plain, words["Workflows.NameRule", Workflow.LongestName]);
        await FillAsync(null, 1, stop);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task FillAsync(string? query, int page, CancellationToken stop)
    {
        Query = query?.Trim() is { Length: > 0 } text ? text : null;
        Workflows = await list.FindAsync(Workspace, Query, page, stop);
    }

    public string AddressOf(int page) => $"/{Workspace.Slug}/workflows" + QueryString.Create(new Dictionary<string, string?>
    {
        ["q"] = Query,
        ["p"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
    }.Where(pair => pair.Value is not null));
}
