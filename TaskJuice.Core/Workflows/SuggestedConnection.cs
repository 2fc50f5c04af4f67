using TaskJuice.Core.Catalog;
using TaskJuice.Core.Connections;

namespace TaskJuice.Core.Workflows;

/// <summary>The account a new step starts with, and why, so that the person can be told.</summary>
/// <param name="Account">The account.</param>
/// <param name="Like">The step that already uses it, or null when it is the only one there is.</param>
public sealed record SuggestedConnection(Connection Account, Step? Like)
{
    /// <summary>
    /// The account that the nearest step of the same app uses, those before it first. Without such a step, the only account that fits.
    /// One that somebody has to repair is never chosen; nor is another one in its stead, because the other steps say whose account is meant.
    /// </summary>
    /// <param name="step">The new step, already in the list.</param>
    /// <param name="operation">What the step does; it says which methods fit.</param>
    /// <param name="list">The steps of the workflow.</param>
    /// <param name="used">The accounts that steps of the app use.</param>
    /// <param name="healthy">The workspace's healthy accounts that fit; two are as good as all.</param>
    /// <returns>Null when the person has to choose.</returns>
    public static SuggestedConnection? Of(Step step, Operation operation, StepList list, IReadOnlyCollection<Connection> used, IReadOnlyList<Connection> healthy)
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

    /// <summary>True when nobody has to do anything about the account.</summary>
    public static bool IsHealthy(Connection account) =>
        account is { Status: ConnectionStatus.Pending or ConnectionStatus.Active, MissingScopes.Count: 0 };
}
