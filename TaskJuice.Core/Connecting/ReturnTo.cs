namespace TaskJuice.Core.Connecting;

/// <summary>Where a person goes after connecting: a step or a guide, named by ids. Never an address, so it cannot lead anywhere else.</summary>
/// <param name="WorkflowId">The workflow, or null when connecting did not begin on a step.</param>
/// <param name="Step">The step's key.</param>
/// <param name="Guide">The connections that the person repairs one after the other, or null.</param>
public sealed record ReturnTo(Guid? WorkflowId, string? Step, IReadOnlyList<Guid>? Guide = null);
