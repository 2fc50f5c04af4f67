using System.Text;

namespace TaskJuice.Web.Security;

/// <summary>
/// Refuses, before any page sees it, a request that cannot be read or that carries text no database can store. A form is read here, once;
/// what comes later finds it read.
/// </summary>
internal static class ReadableRequests
{
    /// <summary>By this header a script learns why a request was refused, where the status alone would not tell.</summary>
    public const string Problem = "X-Problem";

    // Room for the longest text that any form takes, in any script; a form that needs more says so (LargestFormAttribute). It is read before
    // anybody is asked who sends it.
    private const int LargestForm = 16 * 1024;

    public static void AddReadableRequests(this WebApplicationBuilder builder) =>
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestForm);

    public static void UseReadableRequests(this WebApplication app) =>
        app.Use(async (context, next) =>
        {
            if (context.IsToldAgain() || await ProblemAsync(context.Request) is not { } status)
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = status;
            if (status != StatusCodes.Status413PayloadTooLarge)
                context.Response.Headers[Problem] = "unreadable";
        });

    private static async Task<int?> ProblemAsync(HttpRequest request)
    {
        if (!IsText(request.Path.Value) || !AreText(request.Query))
            return StatusCodes.Status400BadRequest;
        if (request.HasFormContentType)
            return await FormProblemAsync(request);

        // Every address that takes something takes a form.
        return HttpMethods.IsPost(request.Method) ? StatusCodes.Status415UnsupportedMediaType : null;
    }

    private static async Task<int?> FormProblemAsync(HttpRequest request)
    {
        try
        {
            return AreText(await request.ReadFormAsync(request.HttpContext.RequestAborted)) ? null : StatusCodes.Status400BadRequest;
        }
        catch (BadHttpRequestException refused)
        {
            return refused.StatusCode;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Reading depends on nothing but what was sent.
            return StatusCodes.Status400BadRequest;
        }
    }

    private static bool AreText(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        fields.All(field => IsText(field.Key) && field.Value.All(IsText));

    // PostgreSQL stores no NUL, and half of a surrogate pair is no character.
    private static bool IsText(string? text) => text is null || (!text.Contains('\0') && IsWhole(text));

    private static bool IsWhole(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[length..];
        }

        return true;
    }
}
