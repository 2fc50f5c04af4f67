namespace TaskJuice.Local;

/// <summary>Asks a process whether it is ready for work.</summary>
internal sealed class HealthCheck(Child child, Uri address)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <exception cref="Problem">The process ended, or never became healthy.</exception>
    public async Task UntilPassedAsync(TimeSpan patience, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var timer = new PeriodicTimer(Beat);
        var deadline = DateTimeOffset.UtcNow + patience;
        string answer;
        while ((answer = await AskAsync(http, stop)).Length > 0)
        {
            if (child.Exited.IsCompleted)
                throw new Problem($"{child.Name} ended while starting (exit code {await child.Exited}).{child.LastWords()}", Math.Max(1, await child.Exited));
            if (DateTimeOffset.UtcNow > deadline)
                throw new Problem($"{child.Name} was not healthy after {patience.TotalSeconds:0} seconds ({answer}).{child.LastWords()}");

            await timer.WaitForNextTickAsync(stop);
        }
    }

    /// <returns>Empty when healthy, else why not.</returns>
    private async Task<string> AskAsync(HttpClient http, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(address, stop);
            return answer.IsSuccessStatusCode ? "" : $"{address} answers {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(stop)}".Trim();
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return $"{address} does not answer";
        }
    }
}
