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
        services.AddScoped<EditSteps>();
        services.AddScoped<AnswerChange>();
        services.AddScoped<ConnectedApps>();
        services.AddScoped<AddStep>();
        services.AddScoped<MoveStep>();
        services.AddScoped<RenameStep>();
        services.AddScoped<DuplicateStep>();
        services.AddScoped<RemoveStep>();
        services.AddScoped<RestoreStep>();
        services.AddScoped<ChooseAccount>();
    }
}
