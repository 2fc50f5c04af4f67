using System.Text;

namespace TaskJuice.FakeProvider.Faults;

/// <summary>A response that replaces the work.</summary>
public sealed record FalseAnswer(string Outcome, int Status, string ContentType, string Body, string? RetryAfter = null, bool Huge = false, string? Challenge = null)
{
    private const string Json = "application/json";

    // Far more than any client should read.
    private const int HugeBytes = 64 * 1024 * 1024;

    public static FalseAnswer? For(TokenKnob knob) =>
        For(knob.Body, knob.Status ?? StatusFor(knob), knob.Error, knob.RetryAfter);

    public static FalseAnswer? For(ApiKnob knob) => knob.Says is { } says
        ? new("fault", knob.Status ?? 200, Json, says, knob.RetryAfter, Challenge: knob.Challenge)
        : For(knob.Body, knob.Status, null, knob.RetryAfter) is { } answer ? answer with { Challenge = knob.Challenge } : null;

    public async Task SendAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (RetryAfter is not null)
            response.Headers.RetryAfter = RetryAfter;
        if (Challenge is not null)
            response.Headers.WWWAuthenticate = Challenge;
        await response.WriteAsync(Body, response.HttpContext.RequestAborted);
        if (Huge)
            await PadAsync(response);
    }

    private static FalseAnswer? For(string? body, int? status, string? error, string? retryAfter) => body switch
    {
        "garbage" => new(body, status ?? 200, Json, "\u0001{{not json at all", retryAfter),
        "html" => new(body, status ?? 200, "text/html", Page, retryAfter),
        "ok-with-error" => new(body, status ?? 200, Json, $$"""{"ok":false,"error":"{{error ?? "invalid_grant"}}"}""", retryAfter),
        "huge" => new(body, status ?? 200, Json, "{\"access_token\":\"", retryAfter, Huge: true),
        _ when status is { } code =>
            new(error ?? "fault", code, Json, $$"""{"error":"{{error ?? "server_error"}}"}""", retryAfter),
        _ => null,
    };

    private static int? StatusFor(TokenKnob knob) => knob switch
    {
        { Error: not null } => StatusCodes.Status400BadRequest,
        { RetryAfter: not null } => StatusCodes.Status429TooManyRequests,
        _ => null,
    };

    private static string Page { get; } = ReadPage();

    private static string ReadPage()
    {
        using var reader = new StreamReader(typeof(FalseAnswer).Assembly.GetManifestResourceStream("maintenance.html")!);
        return reader.ReadToEnd();
    }

    private static async Task PadAsync(HttpResponse response)
    {
        var stop = response.HttpContext.RequestAborted;
        var block = Encoding.ASCII.GetBytes(new string('a', 64 * 1024));
        for (var sent = 0; sent < HugeBytes && !stop.IsCancellationRequested; sent += block.Length)
            await response.Body.WriteAsync(block, CancellationToken.None);
        await response.Body.WriteAsync("\"}"u8.ToArray(), CancellationToken.None);
    }
}
