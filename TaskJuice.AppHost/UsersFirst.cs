using Microsoft.Extensions.Hosting;

namespace TaskJuice;

/// <summary>
/// Stops the users of the servers before the servers: the orchestrator stops everything at once. Hosted services stop in reverse order, and
/// the orchestrator's was registered first.
/// </summary>
internal sealed class UsersFirst(DistributedApplicationModel model, ResourceCommandService commands) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        model.Resources.OfType<ProjectResource>()
            .Select(user => commands.ExecuteCommandAsync(user, KnownResourceCommands.StopCommand, cancellationToken)));
}
