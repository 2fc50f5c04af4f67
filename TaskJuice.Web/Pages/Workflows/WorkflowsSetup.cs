using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TaskJuice.Web.Pages.Workflows.Steps;

namespace TaskJuice.Web.Pages.Workflows;

internal static class WorkflowsSetup
{
    public static void AddWorkflowPages(this IServiceCollection services)
    {
        services.AddScoped<ReadWorkflow>();
        services.AddScoped<ListWorkflows>();
        services.AddScoped<CreateWorkflow>();
        services.AddScoped<RenameWorkflow>();
        services.AddScoped<DuplicateWorkflow>();
        services.AddScoped<DeleteWorkflow>();
        services.AddScoped<EditSteps>();
        services.AddScoped<AnswerChange>();
        services.AddScoped<ReadUsedApps>();
        services.AddScoped<ReadPicker>();
        services.AddScoped<AddStep>();
        services.AddScoped<MoveStep>();
        services.AddScoped<RenameStep>();
        services.AddScoped<DuplicateStep>();
        services.AddScoped<RemoveStep>();
        services.AddScoped<RestoreStep>();
        services.AddScoped<ChangeStep>();
        services.AddScoped<ChooseAccount>();
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.AddFolderApplicationModelConvention(
            "/Workflows", page => page.Filters.Add(new TypeFilterAttribute(typeof(TellDeleted)))));
    }
}
