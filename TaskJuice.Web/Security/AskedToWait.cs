using System.Globalization;

namespace TaskJuice.Web.Security;

internal static class AskedToWait
{
    /// <summary>Sets status 429 and Retry-After.</summary>
    public static void AskToWait(this HttpResponse response, TimeSpan wait)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
