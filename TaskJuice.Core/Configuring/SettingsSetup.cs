using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TaskJuice.Core.Configuring;

internal static class SettingsSetup
{
    /// <summary>Binds a class to a configuration section, validates its attributes, and registers it as a singleton.</summary>
    /// <typeparam name="T">Its writable properties are the settings; the values of a new instance are the defaults.</typeparam>
    /// <param name="services">The service collection.</param>
    /// <param name="section">The section; empty when the properties name full paths.</param>
    public static OptionsBuilder<T> AddSettings<T>(this IServiceCollection services, string section) where T : class
    {
        services.AddSingleton(provider => new SettingsOf<T>(provider.GetRequiredService<IConfiguration>(), section));
        services.AddSingleton<IConfigureOptions<T>>(provider => provider.GetRequiredService<SettingsOf<T>>());
        services.AddSingleton<IValidateOptions<T>>(provider => provider.GetRequiredService<SettingsOf<T>>());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
        return services.AddOptions<T>();
    }
}
