using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Mailing;

internal static class MailingSetup
{
    public static void AddMailing(this IServiceCollection services)
    {
        // An email needs the public address for its links. Reading it throws its own error, now rather than with the first email.
        services.AddSettings<MailSettings>("Mail")
            .Validate<IOptions<PublicUrl>>((mail, url) => !mail.IsOn || url.Value is not null)
            .ValidateOnStart();
        services.AddSingleton<MailServer>();
        services.AddSingleton<MailSchedule>();
        services.AddScoped<WriteMail>();
        services.AddScoped<SendMail>();
    }
}
