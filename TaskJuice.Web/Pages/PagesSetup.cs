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
        // The address says what is meant; a form field of the same name, which otherwise comes first, must not say something else.
        builder.Services.AddRazorPages().AddMvcOptions(options =>
        {
            options.ValueProviderFactories.Insert(0, new RouteValueProviderFactory());
            options.Filters.Add(new Verbs());
            options.Filters.Add<OtherPersonsForm>();

            // It reads brackets in the names of fields, which no form here has, and breaks on those that do not close.
            options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
        });
        builder.Services.AddSingleton<HtmlEncoder, HarmlessHtmlEncoder>();
        // What is for developers is not there at all elsewhere: no address, no answer of its own.
        if (!builder.Environment.IsDevelopment())
            builder.Services.Configure<RazorPagesOptions>(options => options.Conventions.AddFolderRouteModelConvention("/Dev", page => page.Selectors.Clear()));
        builder.Services.Configure<CookieTempDataProviderOptions>(CarryMessages);
        builder.Services.AddScoped<OftenAsked>();
        builder.Services.AddRouting(routes => routes.LowercaseUrls = true);
    }

    // A message that goes with a redirect is encrypted, shown once, and forgotten when nobody comes for it soon.
    private static void CarryMessages(CookieTempDataProviderOptions options)
    {
        options.Cookie.Name = "__Host-taskjuice-said";
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.Cookie.IsEssential = true;
        options.Cookie.MaxAge = TimeSpan.FromMinutes(1);
    }

    public static void UseFriendlyErrors(this WebApplication app)
    {
        // In a scope of its own: whoever asks for the person in the old one gets the failure again.
        app.UseExceptionHandler("/errors/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/errors/{0}");
    }

    public static void UseVersionedStaticFiles(this WebApplication app) =>
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = Cache });

    private static void Cache(StaticFileResponseContext file)
    {
        var (request, versions) = (file.Context.Request, file.Context.RequestServices.GetRequiredService<IFileVersionProvider>());
        var isOfContent = request.QueryString.HasValue && versions.AddFileVersionToPath(request.PathBase, request.Path!) == $"{request.Path.Value}{request.QueryString}";
        file.Context.Response.Headers.CacheControl = isOfContent ? Kept.ForGood : "no-cache";
    }
}
