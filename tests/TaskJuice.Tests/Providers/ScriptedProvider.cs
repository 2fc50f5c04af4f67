using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Tests.Providers;

/// <summary>A real server on a loopback port that answers every request the way a test says, and remembers what it was asked.</summary>
public sealed class ScriptedProvider : IAsyncDisposable
{
    private readonly WebApplication _server;

    private ScriptedProvider(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("{}");

    /// <summary>Completes when the first request has arrived whole.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri Address { get; private set; } = null!;

    public string HostAndPort => $"{Address.Host}:{Address.Port}";

    public static async Task<ScriptedProvider> StartAsync(X509Certificate2? certificate = null)
    {
        var provider = new ScriptedProvider(certificate);
        await provider._server.StartAsync();
        provider.Address = new Uri(provider._server.Urls.Single());
        return provider;
    }

    public void Reply(int status, string body, params (string Name, string Value)[] headers) => Answer = async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;

        await context.Response.WriteAsync(body);
    };

    public void Reply(int status, byte[] body, params (string Name, string Value)[] headers) => Answer = async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;

        await context.Response.Body.WriteAsync(body);
    };

    /// <summary>Answers, and ends the connection before the end that was announced: the server does so itself when too little was written.</summary>
    public void ReplyCutOff(int status, byte[] body, params (string Name, string Value)[] headers) => Answer = async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;

        context.Response.ContentLength = body.Length + 1000;
        await context.Response.Body.WriteAsync(body);
        await context.Response.Body.FlushAsync();
    };

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        Seen.Enqueue(new SeenRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await body.ReadToEndAsync()));
        Asked.TrySetResult();
        await Answer(context);
    }
}

public sealed record SeenRequest(string Verb, string Target, IReadOnlyDictionary<string, string> Headers, string Body);
