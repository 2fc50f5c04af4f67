using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>People who ask for connections at all Webs at once: each connection so many times.</summary>
internal sealed class Crowd : IDisposable
{
    private const int AtOnce = 64;
    private const int WarmUps = 20;

    private readonly Person[] _people;

    private int _asked;
    private int _answered;

    private Crowd(Person[] people) => _people = people;

    /// <summary>How many calls were ordered.</summary>
    public int Asked => _asked;

    /// <summary>How many of them are done.</summary>
    public int Answered => _answered;

    /// <summary>Signs one person in at each Web, and lets each Web answer a little first.</summary>
    public static async Task<Crowd> GatherAsync(TestSystem system)
    {
        string[] names = ["ada@example.test", "grace@example.test"];
        var people = await Task.WhenAll(system.WebUrls.Select((_, web) => Person.SignInAsync(system, web, names[web % names.Length])));
        foreach (var person in people)
        {
            await person.OpenAsync("/acme/connections");
            await Task.WhenAll(Enumerable.Range(0, WarmUps).Select(_ => person.OpenAsync("/acme/workflows")));
        }

        return new(people);
    }

    /// <summary>Checks each connection so many times, spread over all people, many at once.</summary>
    public async Task<Answers> AskAsync(IReadOnlyList<Guid> connections, int times)
    {
        _asked += times * connections.Count;
        var answers = new ConcurrentBag<(int Status, bool Works, double Milliseconds)>();
        var calls = Enumerable.Range(0, times).SelectMany(turn => connections.Select((connection, number) => (connection, person: turn + number)));
        await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (call, _) =>
        {
            var started = Stopwatch.GetTimestamp();
            var (status, text) = await CheckAnywhereAsync(call.person, call.connection);
            // The seeded connections are of accounts that the provider does not know; what answers for another one was asked with a token that works.
            answers.Add((status, text.Contains("Sandbox responded.") || text.Contains("Sandbox responded for a different account"), Stopwatch.GetElapsedTime(started).TotalMilliseconds));
            Interlocked.Increment(ref _answered);
        });
        return new([.. answers]);
    }

    /// <summary>Reads one page so many times.</summary>
    public async Task<Answers> ReadAsync(string address, int times, int atOnce)
    {
        var answers = new ConcurrentBag<(int Status, bool Works, double Milliseconds)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForAsync(0, times, options, async (number, _) =>
        {
            var started = Stopwatch.GetTimestamp();
            var page = await _people[number % _people.Length].OpenAsync(address);
            answers.Add(((int)page.Status, page.Status == HttpStatusCode.OK, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
        });
        return new([.. answers]);
    }

    public void Dispose()
    {
        foreach (var person in _people)
            person.Dispose();
    }

    // What stands before several Webs sends a call to the next one when nobody answers at the first.
    private async Task<(int Status, string Text)> CheckAnywhereAsync(int first, Guid connection)
    {
        for (var turn = 0; turn < _people.Length; turn++)
        {
            if (await CheckAsync(_people[(first + turn) % _people.Length], connection) is { Status: not 0 } answer)
                return answer;
        }

        return (0, "");
    }

    private static async Task<(int Status, string Text)> CheckAsync(Person person, Guid connection)
    {
        try
        {
            var page = await person.SendAsync($"/acme/connections/{connection}/check");
            return ((int)page.Status, page.Text);
        }
        catch (HttpRequestException)
        {
            return (0, "");
        }
    }
}

/// <summary>What a crowd was answered.</summary>
internal sealed record Answers(IReadOnlyList<(int Status, bool Works, double Milliseconds)> All)
{
    public int Count => All.Count;

    public int Working => All.Count(answer => answer.Works);

    public int ServerErrors => All.Count(answer => answer.Status >= (int)HttpStatusCode.InternalServerError);

    public int Unanswered => All.Count(answer => answer.Status == 0);

    public double Percentile(double part) => All.Select(answer => answer.Milliseconds).Order().ElementAt((int)((All.Count - 1) * part));

    public override string ToString() => $"{Count} calls, {Working} worked, wait p50 {Percentile(0.5):0} ms, p99 {Percentile(0.99):0} ms";
}
