using Microsoft.Extensions.Configuration;
using Npgsql;
using StackExchange.Redis;

namespace TaskJuice.ServiceDefaults.BackingServices;

internal static class ConnectionString
{
    public static string OfPostgres(IConfiguration configuration, Func<string, string>? transform)
    {
        const string key = $"ConnectionStrings:{ResourceNames.Database}";
        var value = configuration.Required(key, "the connection string of the PostgreSQL database");
        try
        {
            _ = new NpgsqlConnectionStringBuilder(value);
        }
        catch (ArgumentException)
        {
            // Npgsql's message may repeat parts of the string, including the password.
            throw new ConfigurationProblem(
                $"{key} is not a PostgreSQL connection string, which looks like Host=…;Database=…;Username=…;Password=….");
        }

        return transform is null ? value : transform(value);
    }

    public static string OfRedis(IConfiguration configuration)
    {
        const string key = $"ConnectionStrings:{ResourceNames.Cache}";
        var value = configuration.Required(key, "the connection string of Redis");
        try
        {
            _ = ConfigurationOptions.Parse(value);
            return value;
        }
        catch (ArgumentException)
        {
            throw new ConfigurationProblem($"{key} is not a Redis connection string, which looks like host:port,password=….");
        }
    }
}
