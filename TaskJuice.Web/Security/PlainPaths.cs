using Microsoft.AspNetCore.Http.Features;

namespace TaskJuice.Web.Security;

/// <summary>Rejects paths that two programs could interpret differently, such as one with an encoded slash.</summary>
internal static class PlainPaths
{
    private static readonly string[] Odd = ["//", "\\", "%2f", "%5c", "%00", "/..", "/%2e"];

    public static void UsePlainPaths(this WebApplication app) =>
        app.Use((context, next) =>
        {
            if (context.IsToldAgain() || !IsOdd(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget))
                return next(context);

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });

    private static bool IsOdd(string target)
    {
        var path = target.AsSpan();
        if (path.IndexOf('?') is >= 0 and var query)
            path = path[..query];
        foreach (var part in Odd)
        {
            if (path.Contains(part, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
