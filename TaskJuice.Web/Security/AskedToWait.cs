using System.Globalization;

namespace TaskJuice.Web.Security;

internal static class AskedToWait
{
    /// <summary>Makes it the answer to somebody who asks too often: status 429, and when to come again.</summary>
    public static void AskToWait(this HttpResponse response, TimeSpan wait)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}
