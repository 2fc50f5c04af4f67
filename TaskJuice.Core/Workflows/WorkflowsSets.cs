using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Workflows;

/// <summary>Access to workflows and their steps, per session.</summary>
public static class WorkflowsSets
{
    extension(WorkspaceSession session)
    {
        /// <summary>The workspace's workflows.</summary>
        public IQueryable<Workflow> Workflows => session.Set<Workflow>();

        /// <summary>The workspace's steps, including removed ones.</summary>
        public IQueryable<Step> Steps => session.Set<Step>();

        /// <summary>Adds a workflow.</summary>
        public void Add(Workflow workflow) => session.Set<Workflow>().Add(workflow);

        /// <summary>Adds a step.</summary>
        public void Add(Step step) => session.Set<Step>().Add(step);
    }
}
