using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using TaskJuice.FaultTests.Table;
using TaskJuice.Testing;
using TaskJuice.Tests.Security;
using Xunit;

namespace TaskJuice.FaultTests.Flooding;

/// <summary>
/// Somebody sends what no form holds to every form there is, signed in and not, to a Web with half a gigabyte; everybody else goes on working.
/// </summary>
public sealed class HostilePostsTests(ITestOutputHelper output)
{
    private const string HalfGigabyte = "0x20000000";
    private const int AtOnce = 64;
    private const int SlowAtOnce = 1_000;

    private static readonly TimeSpan SlowEnds = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<int, int> _answers = new();
    private readonly ConcurrentBag<string> _failed = [];

    [Fact]
    public async Task Hostile_posts_cost_nobody_else_a_request()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var system = await TestSystem.StartAsync(settings: new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = HalfGigabyte }, stop: stop);
        using var visitor = await Person.SignInAsync(system);
        using var attacker = await Person.SignInAsync(system, email: "grace@example.test");
        var step = await attacker.AddStepAsync("acme", "sandbox", "new-record");
        var names = new Names("acme", Guid.Parse(step.Workflow.Split('/')[^1]), step.Key, Guid.NewGuid(), Guid.NewGuid());
        var kinds = HostilePost.All($"__RequestVerificationToken={WebUtility.UrlEncode(attacker.Token)}");
        var cookies = string.Join("; ", attacker.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        var started = DateTimeOffset.UtcNow;

        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var visiting = VisitAsync(visitor, over.Token);
        await FloodAsync(new(system.WebUrl), cookies, Forms(names), kinds);
        await over.CancelAsync();
        var visits = await visiting;

        output.WriteLine(
            $"{Scale.Name}: {_answers.Values.Sum()} posts in {(DateTimeOffset.UtcNow - started).TotalSeconds:0} s; "
            + $"answers {string.Join(", ", _answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Key}: {answer.Value}"))}; "
            + $"{visits.Count} visits; peak working set {PeakMebibytes(system):0} MiB");
        Assert.NotEmpty(visits);
        Assert.All(visits, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.True(_failed.IsEmpty, $"{string.Join(Environment.NewLine, _failed)}{Environment.NewLine}{Failures(system.Logs())}");
        Assert.DoesNotContain("OutOfMemoryException", system.Logs());
    }

    // Both without and with the session, as many of each form and as many kinds as there are.
    private async Task FloodAsync(Uri web, string cookies, IReadOnlyList<string> forms, IReadOnlyList<HostilePost> kinds)
    {
        var posts = (from turn in Enumerable.Range(0, Scale.Of(kinds.Count, 1_000)) from form in forms select (Kind: kinds[turn % kinds.Count], Form: form, Turn: turn)).ToList();
        await Task.WhenAll(
            SendAsync(posts.Where(post => !post.Kind.IsSlow), AtOnce),
            SendAsync(posts.Where(post => post.Kind.IsSlow), SlowAtOnce));

        Task SendAsync(IEnumerable<(HostilePost Kind, string Form, int Turn)> some, int atOnce) =>
            Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = TestContext.Current.CancellationToken }, async (post, _) =>
            {
                var isSignedIn = post.Turn / kinds.Count % 2 == 0;
                var status = await post.Kind.SendAsync(web, post.Form, isSignedIn ? cookies : "none=none").WaitAsync(SlowEnds);
                _answers.AddOrUpdate(status, 1, (_, count) => count + 1);
                if (status >= (int)HttpStatusCode.InternalServerError)
                    _failed.Add($"{status} {post.Form}");
            });
    }

    // All but the one that ends the session, and what developers have besides; one of those fails on purpose.
    private static string[] Forms(Names names) =>
        [.. Door.All.Where(door => door.Pattern != "sign-out" && !door.Pattern.StartsWith("dev/", StringComparison.Ordinal)).Select(door => door.Address(names))];

    private static async Task<IReadOnlyList<HttpStatusCode>> VisitAsync(Person visitor, CancellationToken over)
    {
        List<HttpStatusCode> seen = [];
        while (!over.IsCancellationRequested)
        {
            foreach (var page in (string[])["/acme/workflows", "/acme/connections", "/sign-in"])
                seen.Add((await visitor.OpenAsync(page)).Status);
        }

        return seen;
    }

    private static string Failures(string logs) =>
        string.Join(Environment.NewLine, logs.Split('\n').Where(line => line.Contains("Exception", StringComparison.Ordinal)).Distinct().Take(20));

    private static double PeakMebibytes(TestSystem system)
    {
        var line = File.ReadLines($"/proc/{system.Webs.Single().Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture) / 1024.0;
    }
}
