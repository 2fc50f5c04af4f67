using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Configuring;

internal static class SettingsSetup
{
    /// <summary>Binds a class to a section of the configuration, has its attributes checked, and makes it available as it is.</summary>
    /// <typeparam name="T">Its writable properties are the settings; their values in a new one are the defaults.</typeparam>
    /// <param name="services">Where.</param>
    /// <param name="section">The section; empty when the properties name whole paths.</param>
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddSingleton(provider => new SettingsOf<T>(provider.GetRequiredService<IConfiguration>(), section));
        services.AddSingleton<IConfigureOptions<T>>(provider => provider.GetRequiredService<SettingsOf<T>>());
        services.AddSingleton<IValidateOptions<T>>(provider => provider.GetRequiredService<SettingsOf<T>>());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
        return services.AddOptions<T>();
    }
}
