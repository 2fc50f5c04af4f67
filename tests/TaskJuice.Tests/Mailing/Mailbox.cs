using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using ServiceProvider = SmtpServer.ComponentModel.ServiceProvider;

namespace TaskJuice.Tests.Mailing;

/// <summary>A mail server in this process that keeps what it is given.</summary>
internal sealed class Mailbox : MessageStore, IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public Mailbox()
    {
        Port = FreePort();
        var services = new ServiceProvider();
        services.Add(this);
        var options = new SmtpServerOptionsBuilder().ServerName("localhost")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port))).Build();
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; }

    /// <summary>What configures a host to use this server, without waiting for a trouble to last.</summary>
    public (string Key, string Value)[] Settings =>
        [("Mail:ConnectionString", $"smtp://127.0.0.1:{Port}"), ("Mail:From", "TaskJuice <notices@taskjuice.test>"), ("Mail:Wait", "00:00:00")];

    public IReadOnlyList<Received> To(string person) => [.. _received.Where(mail => mail.Recipients.Contains(person, StringComparer.OrdinalIgnoreCase))];

    public IReadOnlyList<string> Recipients => [.. _received.SelectMany(mail => mail.Recipients)];

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        await using var stream = new MemoryStream(buffer.ToArray());
        var message = await MimeMessage.LoadAsync(stream, cancellationToken);
        _received.Enqueue(new([.. transaction.To.Select(to => $"{to.User}@{to.Host}")], message));
        return SmtpResponse.Ok;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A mail as the server got it.</summary>
internal sealed record Received(IReadOnlyList<string> Recipients, MimeMessage Message);
