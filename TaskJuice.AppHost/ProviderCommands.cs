using System.Text;
using Npgsql;

namespace TaskJuice;

/// <summary>Dashboard commands that make the fake provider misbehave, to see how the product reacts.</summary>
internal static class ProviderCommands
{
    private const string Knobs = "/_control/clients/taskjuice-sandbox/knobs";

    public static IResourceBuilder<ProjectResource> WithProviderCommands(
        this IResourceBuilder<ProjectResource> provider, IResourceBuilder<IResourceWithConnectionString> database) => provider
        .Turn(
            "go-down", "Go down", "Returns 503 to every call until it is restored.", "PlugDisconnected",
            """{"token":{"status":503},"api":{"status":503}}""")
        .Turn(
            "answer-slowly", "Respond slowly", "Token calls take twenty seconds, all others five.", "Clock",
            """{"token":{"answerDelayMs":20000},"api":{"delayMs":5000}}""")
        .Turn(
            "refuse-refreshes", "Refuse refreshes",
            "Returns invalid_grant to every refresh and refreshes all tokens now. "
            + "The banner, the bell and the reconnect button appear within a minute.",
            "ShieldDismiss", """{"refuseRefresh":true}""", stop => MakeDueAsync(database, stop))
        .WithHttpCommand(Knobs, "Come back", commandName: "come-back", commandOptions: new()
        {
            Method = HttpMethod.Delete,
            UpdateState = WhileItRuns,
            Description = "Removes all injected faults, so that the provider works normally again.",
            IconName = "PlugConnected",
        });

    private static IResourceBuilder<ProjectResource> Turn(
        this IResourceBuilder<ProjectResource> provider, string name, string title, string description, string icon, string knobs,
        Func<CancellationToken, Task>? first = null) =>
        provider.WithHttpCommand(Knobs, title, commandName: name, commandOptions: new()
        {
            Method = HttpMethod.Put,
            UpdateState = WhileItRuns,
            Description = description,
            IconName = icon,
            PrepareRequest = async context =>
            {
                context.Request.Content = new StringContent(knobs, Encoding.UTF8, "application/json");
                await (first?.Invoke(context.CancellationToken) ?? Task.CompletedTask);
            },
        });

    // While it is stopped, a command would wait for its address.
    private static ResourceCommandState WhileItRuns(UpdateCommandStateContext context) =>
        context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;

    // The demo's access tokens are valid for an hour, too long to wait for a refresh. Without a pool, because a reset closes pooled
    // connections.
    private static async Task MakeDueAsync(IResourceBuilder<IResourceWithConnectionString> database, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection($"{await database.Resource.GetConnectionStringAsync(stop)};Pooling=false");
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(
            "update refresh_leases set due_at = now() + interval '5 seconds' where due_at is not null", connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
