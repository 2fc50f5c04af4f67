using System.Text;
using System.Text.RegularExpressions;
using StackExchange.Redis;
using TaskJuice.Local;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Secrecy;

/// <summary>Every place where the system leaves something behind, as text.</summary>
internal static partial class Places
{
    /// <summary>The whole database as its owner may dump it, with the bytes of binary columns in plain as well.</summary>
    public static async Task<string> DatabaseAsync(TestSystem system)
    {
        var name = new Npgsql.NpgsqlConnectionStringBuilder(system.Database).Database!;
        var (exitCode, dump) = await PostgresPrograms.Find(ServerUser.Choose()).RunAsync(
            "pg_dump", ["-h", "127.0.0.1", "-p", $"{system.Postgres.Port}", "-U", "postgres", "--inserts", name], TestContext.Current.CancellationToken);
        Assert.True(exitCode == 0, dump);
        return dump + string.Concat(Binary().Matches(dump).Select(match => Encoding.Latin1.GetString(Convert.FromHexString(match.Groups[1].Value)) + "\n"));
    }

    /// <summary>Leaves a value in Redis, to see that looking there finds something.</summary>
    public static async Task PutInRedisAsync(TestSystem system, string value)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString);
        await redis.GetDatabase().StringSetAsync("control", value);
    }

    /// <summary>Every key of Redis with its serialized value, which is what a snapshot on disk would hold.</summary>
    public static async Task<string> RedisAsync(TestSystem system)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString);
        var text = new StringBuilder();
        await foreach (var key in redis.GetServers()[0].KeysAsync())
        {
            text.Append(key.ToString()).Append(' ').Append(Encoding.Latin1.GetString(await redis.GetDatabase().KeyDumpAsync(key) ?? [])).Append('\n');
            if (await redis.GetDatabase().KeyTypeAsync(key) == RedisType.String)
                text.Append(Encoding.Latin1.GetString((byte[]?)await redis.GetDatabase().StringGetAsync(key) ?? [])).Append('\n');
        }

        return text.ToString();
    }

    [GeneratedRegex(@"'\\x([0-9a-f]+)'")]
    private static partial Regex Binary();
}
