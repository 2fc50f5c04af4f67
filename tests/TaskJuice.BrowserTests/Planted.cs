namespace TaskJuice.BrowserTests;

/// <summary>A step of a planted workflow; the account is named by its label.</summary>
public sealed record PlantedStep(string App, string Operation, string Title, string? Account = null);

/// <summary>What is put into the workspace Acme directly, so that nobody has to click for it.</summary>
public static class Planted
{
    /// <summary>Adds a workflow. Its steps have the keys <c>step1</c>, <c>step2</c> and on; the first one is the trigger.</summary>
    /// <returns>Its address.</returns>
    public static async Task<string> WorkflowAsync(this RunningSystem system, string name, params PlantedStep[] steps)
    {
        var id = Guid.NewGuid();
        await system.ExecuteAsync(Insert(id, name, "acme"));
        for (var position = 1; position <= steps.Length; position++)
            await system.ExecuteAsync(Insert(id, position, steps[position - 1]));
        return $"/acme/workflows/{id}";
    }

    /// <summary>Adds a workflow without steps.</summary>
    /// <returns>Its address.</returns>
    public static async Task<string> EmptyWorkflowAsync(this RunningSystem system, string workspace)
    {
        var id = Guid.NewGuid();
        await system.ExecuteAsync(Insert(id, "New customers", workspace));
        return $"/{workspace}/workflows/{id}";
    }

    /// <summary>Changes the planted accounts whose name begins with this.</summary>
    public static Task ChangeAccountsAsync(this RunningSystem system, string name, string change) =>
        system.ExecuteAsync($"update connections set {change} where label like '{name}%'");

    /// <summary>Makes accounts ones that only a person can repair.</summary>
    public static Task BreakAsync(this RunningSystem system, string name) =>
        system.ChangeAccountsAsync(name, $"status = 'error', error_reason = 'invalid_grant', error_since = now() - {InTurn}");

    // One after the other, in the order of their numbers, so that lists which go by time are the same each time.
    private const string InTurn = "coalesce(substring(label from '[0-9]+$')::int, 0) * interval '1 millisecond'";

    /// <summary>Makes an account one whose access ends in three days.</summary>
    public static Task WarnOfEndAsync(this RunningSystem system, string account) => system.ExecuteAsync($"""
        update connections set refresh_token_expires_at = now() + interval '3 days' where label = '{account}';
        insert into notifications (id, account_id, workspace_id, connection_id, kind, raised_at)
            select gen_random_uuid(), account_id, workspace_id, id, 'accessendssoon', now() from connections where label = '{account}'
        """);

    /// <summary>The address of an account's page.</summary>
    public static async Task<string> AddressOfAsync(this RunningSystem system, string account) =>
        $"/acme/connections/{await system.ReadAsync($"select id from connections where label = '{account}' limit 1")}";

    private static string Insert(Guid workflow, string name, string workspace) => $"""
        insert into workflows (id, account_id, workspace_id, name, version, created_at, changed_at)
        select '{workflow}', account_id, id, '{name}', 1, now(), now() from workspaces where slug = '{workspace}'
        """;

    private static string Insert(Guid workflow, int position, PlantedStep step) => $"""
        insert into steps (id, account_id, workspace_id, workflow_id, key, app, operation, kind, title, position, connection_id)
        select gen_random_uuid(), account_id, id, '{workflow}', 'step{position}', '{step.App}', '{step.Operation}', '{(position == 1 ? "trigger" : "action")}',
            '{step.Title}', {position - 1}, (select c.id from connections c where c.label = '{step.Account}' limit 1)
        from workspaces where slug = 'acme'
        """;
}
