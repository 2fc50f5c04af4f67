using System.Diagnostics;
using System.Net;
using TaskJuice.Testing;

namespace TaskJuice.Benchmarks.Figures;

/// <summary>How long a refused try to sign in takes for an address of mail that somebody has and for one that nobody has, asked in turn.</summary>
internal static class SignInFigures
{
    private const int Pairs = 300;
    private const int WarmUps = 20;
    private const int Draws = 10_000;
    private const string Known = "ada@example.test";
    private const string Unknown = "eve@example.test";

    public static async Task PrintAsync()
    {
        await using var system = await TestSystem.StartAsync();
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = new(system.WebUrl) };
        var form = await SignInForm.OpenAsync(http);
        http.DefaultRequestHeaders.Add("Cookie", form.Cookies);

        var (known, unknown) = (new List<double>(), new List<double>());
        for (var pair = -WarmUps; pair < Pairs; pair++)
        {
            // Each goes first every other time, so that what one leaves behind does not count for the same one always.
            var isKnownFirst = pair % 2 == 0;
            var first = await TryAsync(http, form, isKnownFirst ? Known : Unknown);
            var second = await TryAsync(http, form, isKnownFirst ? Unknown : Known);
            if (pair < 0)
                continue;
            known.Add(isKnownFirst ? first : second);
            unknown.Add(isKnownFirst ? second : first);
        }

        var differences = known.Zip(unknown, (one, other) => one - other).ToList();
        var (low, high) = Interval(differences);
        Console.WriteLine(
            $"{Pairs} refused pairs: known {Median(known):0.0} ms, unknown {Median(unknown):0.0} ms (medians); median difference {Median(differences):0.00} ms, 95 % interval {low:0.00} to {high:0.00} ms");
    }

    private static async Task<double> TryAsync(HttpClient http, SignInForm form, string email)
    {
        var started = Stopwatch.GetTimestamp();
        using var fields = form.Fill(email, "not-the-password");
        using var answer = await http.PostAsync(SignInForm.Path, fields);
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == HttpStatusCode.UnprocessableEntity
            ? Stopwatch.GetElapsedTime(started).TotalMilliseconds
            : throw new InvalidOperationException($"The try was not refused but answered with {answer.StatusCode}.");
    }

    // Bootstrap of the median.
    private static (double Low, double High) Interval(List<double> values)
    {
        var random = new Random(1);
        double[] medians = [.. Enumerable.Range(0, Draws).Select(_ => Median([.. values.Select(_ => values[random.Next(values.Count)])])).Order()];
        return (medians[Draws / 40], medians[Draws - 1 - Draws / 40]);
    }

    private static double Median(List<double> values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
