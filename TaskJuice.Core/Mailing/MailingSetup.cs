using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Mailing;

internal static class MailingSetup
{
    public static void AddMailing(this IServiceCollection services)
    {
        // A mail is no use without an address to go to. Reading it throws its own sentence, now and not with the first mail.
        services.AddSettings<MailSettings>("Mail")
            .Validate<IOptions<PublicUrl>>((mail, url) => !mail.IsOn || url.Value is not null)
            .ValidateOnStart();
        services.AddSingleton<MailServer>();
        services.AddSingleton<MailSchedule>();
        services.AddScoped<WriteMail>();
        services.AddScoped<SendMail>();
    }
}
