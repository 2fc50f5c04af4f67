using TaskJuice.Core;
using TaskJuice.Core.Configuring;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Vault;
using TaskJuice.ServiceDefaults;
using TaskJuice.Web.Assets;
using TaskJuice.Web.Pages;
using TaskJuice.Web.Pages.Connect;
using TaskJuice.Web.Pages.Connections;
using TaskJuice.Web.Pages.Shared;
using TaskJuice.Web.Pages.Workflows;
using TaskJuice.Web.Security;
using TaskJuice.Web.Texts;

return await StartUp.RunAsync(async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.AddPostgres<TaskJuiceDb>(TaskJuiceDb.Configure, Roles.AsApplication);
    builder.AddRedisCache();
    builder.Services.AddTaskJuiceCore(builder.Configuration, builder.Environment);
    builder.AddTexts();
    builder.AddTrustedProxies();
    builder.AddSignIn();
    builder.AddServerSessions();
    builder.AddPages();
    builder.AddReadableRequests();
    builder.Services.AddOptions<PublicUrl>().ValidateOnStart();
    builder.Services.AddAssets();
    builder.Services.AddFrame();
    builder.Services.AddWorkflowPages();
    builder.Services.AddConnectPages();
    builder.Services.AddConnectTraces();
    builder.Services.AddConnectionPages();

    var app = builder.Build().CheckSettings();
    await app.Services.GetRequiredService<VaultUnlock>().StartAsync(app.Lifetime.ApplicationStopping);
    app.UseForwardedHeaders();
    app.UseSecurityHeaders();
    app.UseRequestLocalization();
    app.UseFriendlyErrors();
    app.UsePlainPaths();
    app.UseResponseCompression();
    app.UseVersionedStaticFiles();
    app.UseRouting();
    app.UseReadableRequests();
    app.UseSecureCookies();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapDefaultEndpoints();
    app.MapRazorPages();
    app.MapConnectEvents();
    await app.RunAsync();
});

/// <summary>The entry point, for tests.</summary>
public partial class Program;
