using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;

namespace TaskJuice.Web.Security;

/// <summary>
/// Browsers let only this host set a cookie whose name begins with <c>__Host-</c>, but the framework compares cookie names
/// case-insensitively. A cookie that another subdomain sets as <c>__host-taskjuice</c> must not be accepted as ours.
/// </summary>
internal static partial class HostCookies
{
    private const string Prefix = "__Host-";

    public static void UseHostCookies(this WebApplication app) => app.Use((context, next) =>
    {
        var sent = context.Request.Headers.Cookie;
        if (sent.Any(line => line?.Contains(Prefix, StringComparison.OrdinalIgnoreCase) == true))
            context.Request.Headers.Cookie = new StringValues([.. sent.Select(Ours)]);
        return next(context);
    });

    private static string Ours(string? line) =>
        string.Join("; ", (line ?? "").Split(';', StringSplitOptions.TrimEntries).Where(pair => !IsImpostor(pair)));

    private static bool IsImpostor(string pair) =>
        pair.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && !Spelling().IsMatch(pair.AsSpan(0, pair.IndexOf('=') is >= 0 and var end ? end : pair.Length));

    // The framework splits a long cookie into chunks named C1, C2 and so on.
    [GeneratedRegex("^__Host-[a-z0-9_-]+(C[0-9]+)?\\z")]
    private static partial Regex Spelling();
}
