namespace TaskJuice.Core.Connecting;

/// <summary>
/// Where to go after connecting: a step or a guide, identified by ids. Never an address, so it cannot be an open redirect.
/// </summary>
/// <param name="WorkflowId">The workflow, or null when connecting did not start on a step.</param>
/// <param name="Step">The step's key.</param>
/// <param name="Guide">The connections to reconnect one after the other, or null.</param>
public sealed record ReturnTo(Guid? WorkflowId, string? Step, IReadOnlyList<Guid>? Guide = null);
