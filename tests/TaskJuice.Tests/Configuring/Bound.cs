using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Configuring;

namespace TaskJuice.Tests.Configuring;

/// <summary>One class of settings as a process has it.</summary>
internal static class Bound
{
    public static T Settings<T>(string section, params (string Setting, string? Value)[] values) where T : class
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(pair => pair.Setting, pair => pair.Value)).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSettings<T>(section);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<T>();
    }
}
