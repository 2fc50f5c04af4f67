using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Security;
using Xunit;

namespace TaskJuice.Tests.Fuzzing;

/// <summary>Whatever a browser or a provider sends, the program answers it, with no status of its own failure and with no secret.</summary>
public sealed class RequestFuzzTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const int Few = 60;
    private const int PerWorkspace = 250;
    private const int PerPerson = 100;

    private static readonly string[] Fields =
        ["name", "title", "to", "operation", "connection", "with", "flow", "mode", "choice", "decision", "f.name", "f.key", "f.subdomain", "f.suggested", "unchecked", "colour", "email", "return", "until", "from", "app", "version", "order"];

    [Fact]
    public async Task The_query_of_a_callback()
    {
        var run = new FuzzRun("callback query");
        var (back, mutants) = (await Returning.ToAsync(web), new Mutants(FuzzRun.Seed));
        for (var number = 0; number < FuzzRun.Count(Few); number++)
        {
            if (number % PerWorkspace == 0)
                (back, mutants) = await NewAttemptAsync(number);
            await TryAsync(run, back.Guest, HttpMethod.Get, $"/oauth/callback/sandbox/shared?{mutants.Next()}", null);
        }

        run.End();

        async Task<(Returning, Mutants)> NewAttemptAsync(int number)
        {
            var next = await Returning.ToAsync(web);
            var query = next.Callback.Split('?')[1];
            return (next, new(FuzzRun.Seed + number, query, query + "&error=access_denied", "error=access_denied&error_description=No&" + query));
        }
    }

    [Fact]
    public async Task The_fields_of_every_form()
    {
        var (run, mutants) = (new FuzzRun("form"), new Mutants(FuzzRun.Seed, "Acme", "1", "true", "#a1b2c3", Guid.NewGuid().ToString(), "new-record", "popup", "2026-11-30T06:00:00.0000000+00:00", "/acme/workflows", "me@walls.test", "sk_sandbox_acme"));
        var doors = Door.All.Where(door => door.TakesForms && door.Pattern != "sign-out").ToList();
        var (guest, names, token) = await SettleAsync();
        for (var number = 0; number < FuzzRun.Count(Few); number++)
        {
            if (number % PerWorkspace == PerWorkspace - 1)
                (guest, names, token) = await SettleAsync();
            var body = Enumerable.Range(0, mutants.Random.Next(1, 5)).Select(_ => KeyValuePair.Create(mutants.Random.Next(20) == 0 ? mutants.Next() : mutants.Pick(Fields), mutants.Next()))
                .Append(new("__RequestVerificationToken", token)).Select(field => $"{Uri.EscapeDataString(Sendable(field.Key))}={(mutants.Random.Next(10) == 0 ? field.Value : Uri.EscapeDataString(Sendable(field.Value)))}");
            await TryAsync(run, guest, HttpMethod.Post, mutants.Pick(doors).Address(names), string.Join('&', body), fragment: mutants.Random.Next(2) == 0);
        }

        run.End();
    }

    [Fact]
    public async Task The_cookies_of_every_page()
    {
        var run = new FuzzRun("cookies");
        var (guest, names, _) = await SettleAsync();
        var cookies = guest.Cookies.GetAllCookies().Select(cookie => (cookie.Name, cookie.Value)).ToList();
        var mutants = new Mutants(FuzzRun.Seed, [.. cookies.Select(cookie => cookie.Value)]);
        var doors = Door.All.Where(door => door is { Opens: true, Streams: false } && door.Pattern != "dev/failure").ToList();
        var stranger = web.NewGuest();
        for (var number = 0; number < FuzzRun.Count(Few); number++)
        {
            var spoiled = mutants.Random.Next(cookies.Count);
            var sent = cookies.Select((cookie, place) => $"{cookie.Name}={(place == spoiled ? Header(mutants.Next()) : cookie.Value)}");
            await TryAsync(run, stranger, HttpMethod.Get, mutants.Pick(doors).Address(names), null, cookie: string.Join("; ", sent));
        }

        run.End();
    }

    [Fact]
    public async Task The_reply_of_a_provider()
    {
        await using var provider = await WrittenProvider.StartAsync();
        var (_, guest, step) = await provider.VisitAsync(web);
        web.Leaks.Plant("access-0123456789abcdef", "refresh-0123456789abcdef");
        var run = new FuzzRun("token reply while connecting");
        var mutants = new Mutants(FuzzRun.Seed, $$"""{"access_token":"access-0123456789abcdef","refresh_token":"refresh-0123456789abcdef","expires_in":3600,"scope":"read","api_domain":"{{provider.First}}"}""", """{"error":"invalid_grant"}""");
        for (var number = 0; number < FuzzRun.Count(Few / 6); number++)
        {
            // A person may only begin so many attempts in ten minutes.
            if (number % PerPerson == PerPerson - 1)
                (_, guest, step) = await provider.VisitAsync(web);
            provider.Token = Sendable(mutants.Next());
            provider.Me = Sendable(mutants.Random.Next(2) == 0 ? """{"id":"acct","name":"Quirky Ltd"}""" : mutants.Next());
            var page = await WrittenProvider.ConnectAsync(guest, step);

            // What is left of a token may be a single letter, which stands on every page; the whole ones are watched for.
            await web.ExecuteAsync("delete from connection_secrets");
            run.Tried($"{provider.Token} {provider.Me}", page.Contains("class=\"failure\"", StringComparison.Ordinal) || page.Contains("something went wrong on our side", StringComparison.OrdinalIgnoreCase) ? "broke" : null);
        }

        run.End();
    }

    private async Task<(Guest, Names, string)> SettleAsync()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        var connection = Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Id;
        var started = await back.Guest.StartAsync(back.Step.Connect("oauth"));
        return (back.Guest, new(back.Agency.Slug, back.Step.WorkflowId, back.Step.Key, started.Flow, connection), await back.Guest.TokenAsync(back.Agency.Slug));
    }

    private static async Task TryAsync(FuzzRun run, Guest guest, HttpMethod verb, string address, string? body, bool fragment = false, string? cookie = null)
    {
        var input = $"{verb} {address} {body} {cookie}";
        try
        {
            using var request = new HttpRequestMessage(verb, Sendable(address));
            if (body is not null)
                request.Content = new StringContent(Sendable(body), System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
            if (fragment)
                request.Headers.Add("HX-Request", "true");
            if (cookie is not null)
                request.Headers.TryAddWithoutValidation("Cookie", cookie);
            using var answer = await guest.Browser.Http.SendAsync(request, TestContext.Current.CancellationToken);
            run.Tried(input, (int)answer.StatusCode < 500 ? null : $"{(int)answer.StatusCode}");
        }
        catch (UriFormatException)
        {
            // No browser could send it.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            run.Tried(input, $"{failure.GetType().Name} {failure.Message}");
        }
    }

    // Half a character cannot be sent by this client; that the program refuses it, the wire tests show.
    private static string Sendable(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static string Header(string text) => new([.. text.Where(letter => letter is > ' ' and < (char)127 and not ';')]);
}
