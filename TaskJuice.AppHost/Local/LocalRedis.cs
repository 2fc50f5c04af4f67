using Microsoft.Extensions.DependencyInjection;

namespace TaskJuice.Local;

/// <summary>
/// Redis as a process on a developer's machine. It saves its data on exit; it listens on 127.0.0.1 and requires a password.
/// </summary>
internal static class LocalRedis
{
    public const string Folder = ResourceNames.CacheServer;

    /// <summary>Adds the server and its connection string, which other resources wait for.</summary>
    /// <exception cref="Problem">Redis is missing.</exception>
    public static IResourceBuilder<IResourceWithConnectionString> AddLocalRedis(this IDistributedApplicationBuilder builder, LocalData data)
    {
        var program = RedisServer.Find();
        var home = Path.Combine(data.Root, Folder);
        Directory.CreateDirectory(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var secret = LocalData.Password(home);
        var password = builder.AddParameter("redis-password", () => secret, secret: true)
            .WithDescription("Stored in a file next to the data.");

        string[] leash = OperatingSystem.IsLinux() && Tool.Find("setpriv") is { } setpriv ? [setpriv, "--pdeathsig", "TERM", "--"] : [];
        string[] command = [.. leash, program, Configuration(home, secret), "--bind", "127.0.0.1", "--dir", home, "--daemonize", "no"];
        var server = builder.AddExecutable(ResourceNames.CacheServer, command[0], home, command[1..])
            .WithEndpoint(name: "tcp", isProxied: false)
            .WithIconName("Cloud").ExcludeFromManifest();
        password.WithParentRelationship(server);
        var tcp = server.GetEndpoint("tcp");
        server.WithArgs(context =>
        {
            context.Args.Add("--port");
            context.Args.Add(tcp.Property(EndpointProperty.TargetPort));
        });

        var address = ReferenceExpression.Create(
            $"{tcp.Property(EndpointProperty.IPV4Host)}:{tcp.Property(EndpointProperty.Port)},password={password}");
        builder.Services.AddHealthChecks().AddAsyncCheck(ResourceNames.CacheServer, stop => RedisHealth.AskAsync(address, stop));
        server.WithHealthCheck(ResourceNames.CacheServer);
        return builder.AddConnectionString(ResourceNames.Cache, address).WaitFor(server).WithParentRelationship(server);
    }

    // In a file rather than on the command line, which every user of the machine can read.
    private static string Configuration(string home, string password)
    {
        var file = Path.Combine(home, "redis.conf");
        File.WriteAllText(file, $"requirepass {password}{Environment.NewLine}save 60 1{Environment.NewLine}");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }
}
