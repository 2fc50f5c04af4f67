using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connections.Connecting;

namespace TaskJuice.Core.Mailing;

internal static class MailingSetup
{
    public static void AddMailing(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = MailSettings.Read(configuration);

        // A mail is no use without an address to go to; say so now and not with the first mail.
        if (settings.IsOn)
            _ = new PublicUrl(configuration);
        services.AddSingleton(settings);
        services.AddSingleton<MailServer>();
        services.AddSingleton<MailSchedule>();
        services.AddScoped<WriteMail>();
        services.AddScoped<SendMail>();
    }
}
