using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Tests.Connections;

/// <summary>Keeps every answer and every log line of the program, so that in the end it can be asked which of them held a secret.</summary>
public sealed class LeakWatch : ILoggerProvider
{
    private readonly ConcurrentBag<string> _secrets = [];
    private readonly ConcurrentQueue<(string Request, string Answer)> _answers = new();

    /// <summary>A value that no answer may hold, neither before nor after it is planted.</summary>
    public void Plant(params IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
            _secrets.Add(secret);
    }

    public IEnumerable<string> Logged => _answers.Where(one => one.Request.StartsWith("log ", StringComparison.Ordinal)).Select(one => one.Answer);

    /// <summary>The requests whose answer, and the log categories whose line, held a secret. Never the secret.</summary>
    public IReadOnlyList<string> Found() =>
        [.. _answers.Where(one => _secrets.Any(secret => one.Answer.Contains(secret, StringComparison.Ordinal))).Select(one => one.Request).Distinct()];

    public DelegatingHandler Handler() => new Reader(_answers);

    public ILogger CreateLogger(string categoryName) => new Listener(_answers, categoryName);

    public void Dispose()
    {
        // Holds nothing but text.
    }

    private sealed class Listener(ConcurrentQueue<(string, string)> answers, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            answers.Enqueue(($"log {category}", $"{formatter(state, exception)} {exception}"));
    }

    private sealed class Reader(ConcurrentQueue<(string, string)> answers) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            var response = await base.SendAsync(request, stop);
            if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
                return response;

            var body = await response.Content.ReadAsByteArrayAsync(stop);
            answers.Enqueue(($"{request.Method} {request.RequestUri!.AbsolutePath}", Encoding.UTF8.GetString(body) + response.Headers));
            var copy = new ByteArrayContent(body);
            foreach (var header in response.Content.Headers)
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            response.Content = copy;
            return response;
        }
    }
}
