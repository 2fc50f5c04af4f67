using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace TaskJuice.Web.Security;

/// <summary>
/// Refuses, before any page sees it, a request that cannot be read or that carries text no database can store. A form is read here, once;
/// what comes later finds it read.
/// </summary>
internal static class ReadableRequests
{
    /// <summary>By this header a script learns why a request was refused, where the status alone would not tell.</summary>
    public const string Problem = "X-Problem";

    public const string TooManyFields = "too-many-fields";

    private const string Unreadable = "unreadable";

    // The longest of the product's forms has some thirty, the guide's list of accounts among them.
    private const int MostFields = 1024;

    // Room for the longest text that any form takes, in any script; a form that needs more says so (LargestFormAttribute). It is read before
    // anybody is asked who sends it.
    private const int LargestForm = 16 * 1024;

    public static void AddReadableRequests(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestForm);

        // Counted when they are read: the framework's own refusal does not tell too many from unreadable. No form is long enough for as many.
        builder.Services.Configure<FormOptions>(form => form.ValueCountLimit = 256 * 1024);
    }

    public static void UseReadableRequests(this WebApplication app) =>
        app.Use(async (context, next) =>
        {
            if (context.IsToldAgain() || await ProblemAsync(context.Request) is not var (status, problem))
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = status;
            if (problem is not null)
                context.Response.Headers[Problem] = problem;
        });

    private static async Task<(int Status, string? Problem)?> ProblemAsync(HttpRequest request)
    {
        if (!IsText(request.Path.Value) || !AreText(request.Query))
            return (StatusCodes.Status400BadRequest, Unreadable);
        if (request.HasFormContentType)
            return await FormProblemAsync(request);

        // Every address that takes something takes a form.
        return HttpMethods.IsPost(request.Method) ? (StatusCodes.Status415UnsupportedMediaType, Unreadable) : null;
    }

    private static async Task<(int Status, string? Problem)?> FormProblemAsync(HttpRequest request)
    {
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return form.Sum(field => field.Value.Count) > MostFields ? (StatusCodes.Status400BadRequest, TooManyFields)
                : AreText(form) ? null : (StatusCodes.Status400BadRequest, Unreadable);
        }
        catch (BadHttpRequestException refused)
        {
            return (refused.StatusCode, refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? null : Unreadable);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Reading depends on nothing but what was sent.
            return (StatusCodes.Status400BadRequest, Unreadable);
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
