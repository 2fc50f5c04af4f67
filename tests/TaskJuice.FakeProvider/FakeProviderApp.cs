using TaskJuice.FakeProvider.Api;
using TaskJuice.FakeProvider.Authorization;
using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Control;
using TaskJuice.FakeProvider.Exchanges;
using TaskJuice.FakeProvider.Faults;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.Ledger;
using TaskJuice.FakeProvider.Pages;
using TaskJuice.FakeProvider.People;
using TaskJuice.FakeProvider.State;

namespace TaskJuice.FakeProvider;

public static class FakeProviderApp
{
    private const string DefaultUrl = "http://localhost:5090";

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Without the name, a test process would search for the pages in its own assembly.
            ApplicationName = typeof(FakeProviderApp).Assembly.GetName().Name,
        });
        if (NoAddressIsGiven(builder.Configuration))
            builder.WebHost.UseUrls(DefaultUrl);
        KeepRequestsOutOfTheLog(builder.Logging);
        AddParts(builder.Services);
        var app = builder.Build();
        MapParts(app);
        return app;
    }

    private static bool NoAddressIsGiven(IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration["urls"])
        && string.IsNullOrEmpty(configuration["http_ports"])
        && !configuration.GetSection("Kestrel:Endpoints").Exists();

    // At Information, these categories log request lines with codes and states; refusals are in the ledger.
    private static void KeepRequestsOutOfTheLog(ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Error)
        .AddFilter("OpenIddict", LogLevel.Error);

    private static void AddParts(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<StateFile>();
        services.AddSingleton<IssuedSecrets>();
        services.AddSingleton<ClientRegister>();
        services.AddSingleton<GrantStore>();
        services.AddSingleton<CallLedger>();
        services.AddSingleton<ManyGrants>();
        services.AddSingleton<ServiceAccounts>();
        services.AddScoped<CallNotes>();
        services.AddScoped<ApiCaller>();
        services.AddAuthorizationServer();
        services.AddPeople();
        services.AddRazorPages();
        services.AddHealthChecks();
    }

    private static void MapParts(WebApplication app)
    {
        app.UseMiddleware<Bookkeeping>();
        app.UseMiddleware<OpenerPolicy>();
        // Before authentication, which handles the token and userinfo endpoints.
        app.UseMiddleware<TokenFaults>();
        app.UseMiddleware<ApiFaults>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapStyle();
        app.MapApi();
        app.MapExchanges();
        app.MapControlPlane();
        app.MapHealthChecks("/health");
    }
}
