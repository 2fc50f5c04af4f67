using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace TaskJuice.Web.Security;

/// <summary>
/// Rejects, before routing to a page, a request that cannot be parsed or that contains text PostgreSQL cannot store. The form is read here,
/// once; later readers use the result.
/// </summary>
internal static class ReadableRequests
{
    /// <summary>The header that tells scripts why a request was rejected, where the status alone is ambiguous.</summary>
    public const string Problem = "X-Problem";

    public const string TooManyFields = "too-many-fields";

    private const string Unreadable = "unreadable";

    // The largest form of the product has about thirty fields, including the guide's list of accounts.
    private const int MostFields = 1024;

    // Enough for the longest text of any form, in any script; a form that needs more declares it (LargestFormAttribute). The form is read
    // before the user is authenticated.
    private const int LargestForm = 16 * 1024;

    public static void AddReadableRequests(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestForm);

        // Counted after reading, because the framework's own error does not distinguish too many from unreadable. No form within the size
        // limit has as many.
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

        // Every address that accepts a body accepts a form.
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
            // Only the request itself can cause a failure here.
            return (StatusCodes.Status400BadRequest, Unreadable);
        }
    }

    private static bool AreText(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        fields.All(field => IsText(field.Key) && field.Value.All(IsText));

    // PostgreSQL does not store NUL, and a lone surrogate is not a character.
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
