namespace TaskJuice.Local;

/// <summary>One run of the system: start everything, stay until somebody stops it or a part of it falls, stop everything.</summary>
internal static class Run
{
    /// <returns>The exit code: 0 when stopped by a person, else what went wrong says.</returns>
    public static async Task<int> ToTheEndAsync(bool reset, CancellationToken stop)
    {
        var screen = new Screen();
        try
        {
            var checkout = Checkout.Find();
            using var alone = RunLock.Take(checkout);
            if (reset)
                await StartOver.InAsync(checkout, stop);

            await using var system = new LocalSystem(checkout, screen);
            await StayAsync(system, screen, stop);
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Problem problem)
        {
            Console.Error.WriteLine(problem.Message);
            return problem.ExitCode;
        }
    }

    private static async Task StayAsync(LocalSystem system, Screen screen, CancellationToken stop)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var starting = system.StartAsync(giveUp.Token);
        try
        {
            var fallen = system.FallenAsync(stop);
            if (await Task.WhenAny(starting, fallen) == starting)
            {
                await starting;
                screen.Announce(Development.Welcome);
            }

            var child = await fallen;
            await giveUp.CancelAsync();
            // Who started the child knows more about why than its exit code tells.
            throw await WhyNotStartedAsync(starting) ?? await ReasonAsync(child);
        }
        finally
        {
            // Nothing may be started while we stop what is there.
            await giveUp.CancelAsync();
            await starting.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static async Task<Problem?> WhyNotStartedAsync(Task starting)
    {
        try
        {
            await starting;
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Problem problem)
        {
            return problem;
        }
    }

    private static async Task<Problem> ReasonAsync(Child fallen)
    {
        var exitCode = await fallen.Exited;
        return new Problem($"{fallen.Name} ended by itself (exit code {exitCode}), so everything stops.{fallen.LastWords()}", exitCode == 0 ? 1 : exitCode);
    }
}
