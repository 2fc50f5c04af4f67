using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;

namespace TaskJuice.Core.Workflows;

/// <summary>The account preselected for a new step, and the reason to show.</summary>
/// <param name="Account">The account.</param>
/// <param name="Like">The step that already uses it, or null when it is the only suitable account.</param>
public sealed record SuggestedConnection(Connection Account, Step? Like)
{
    /// <summary>
    /// The account of the nearest step of the same app, with preference for steps before it. Without such a step, the only suitable
    /// account. A broken account is never suggested; nor is another one in its place, because the other steps show which account is meant.
    /// </summary>
    /// <param name="step">The new step, already in the list.</param>
    /// <param name="operation">The step's operation, which determines the suitable auth methods.</param>
    /// <param name="list">The steps of the workflow.</param>
    /// <param name="used">The accounts used by steps of the app.</param>
    /// <param name="healthy">The workspace's healthy, suitable accounts; two are enough.</param>
    /// <returns>Null when the person has to choose.</returns>
    public static SuggestedConnection? Of(
        Step step, Operation operation, StepList list, IReadOnlyCollection<Connection> used, IReadOnlyList<Connection> healthy)
    {
        SuggestedConnection[] choices =
        [
            .. from other in list.Alike(step)
               join account in used on other.ConnectionId equals account.Id
               where step.Accepts(account, operation)
               select new SuggestedConnection(account, other),
        ];
        if (choices.Length == 0)
            return healthy is [var only] ? new(only, null) : null;

        return IsHealthy(choices[0].Account) ? choices[0] : null;
    }

    /// <summary>True when the account needs no attention.</summary>
    public static bool IsHealthy(Connection account) =>
        account is { Status: ConnectionStatus.Pending or ConnectionStatus.Active, MissingScopes.Count: 0 };
}
