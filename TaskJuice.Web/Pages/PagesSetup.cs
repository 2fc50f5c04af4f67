using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.StaticFiles;
using TaskJuice.Web.Assets;
using TaskJuice.Web.Htmx;
using TaskJuice.Web.Security;

namespace TaskJuice.Web.Pages;

internal static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // Route values take precedence: a form field of the same name, which would otherwise come first, must not override them.
        builder.Services.AddRazorPages().AddMvcOptions(options =>
        {
            options.ValueProviderFactories.Insert(0, new RouteValueProviderFactory());
            options.Filters.Add(new Verbs());
            options.Filters.Add<OtherPersonsForm>();

            // It parses brackets in field names, which no form here uses, and throws on unbalanced ones.
            options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
        });
        builder.Services.AddSingleton<HtmlEncoder, HarmlessHtmlEncoder>();
        // Development pages do not exist in other environments: no address, no response.
        if (!builder.Environment.IsDevelopment())
            builder.Services.Configure<RazorPagesOptions>(
                options => options.Conventions.AddFolderRouteModelConvention("/Dev", page => page.Selectors.Clear()));
        builder.Services.Configure<CookieTempDataProviderOptions>(CarryMessages);
        builder.Services.AddScoped<OftenAsked>();
        builder.Services.AddRouting(routes => routes.LowercaseUrls = true);
    }

    // The message shown after a redirect is encrypted, shown once, and expires soon.
    private static void CarryMessages(CookieTempDataProviderOptions options)
    {
        options.Cookie.Name = "__Host-taskjuice-said";
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.IsEssential = true;
        options.Cookie.MaxAge = TimeSpan.FromMinutes(1);
    }

    public static void UseFriendlyErrors(this WebApplication app)
    {
        // In a new scope: resolving the user in the old one would fail again.
        app.UseExceptionHandler("/errors/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/errors/{0}");
    }

    public static void UseVersionedStaticFiles(this WebApplication app) =>
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = Cache });

    private static void Cache(StaticFileResponseContext file)
    {
        var (request, versions) = (file.Context.Request, file.Context.RequestServices.GetRequiredService<IFileVersionProvider>());
        var isOfContent = request.QueryString.HasValue
            && versions.AddFileVersionToPath(request.PathBase, request.Path!) == $"{request.Path.Value}{request.QueryString}";
        file.Context.Response.Headers.CacheControl = isOfContent ? Kept.ForGood : "no-cache";
    }
}
