using System.Diagnostics;

namespace TaskJuice.Web.Security;

internal static class SecurityHeaders
{
    // There are no inline scripts or styles, so no exceptions are needed.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public const string RequestId = "X-Request-Id";

    public static void UseSecurityHeaders(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseHsts();

        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Add(context.Response.Headers, Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Add(IHeaderDictionary headers, string requestId)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers[RequestId] = requestId;

        // "allow-popups" lets a page keep its reference to the provider's window. A page may set its own value.
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin-allow-popups");
        headers.TryAdd("Cache-Control", "no-store");
    }
}
