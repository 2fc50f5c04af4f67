using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TaskJuice.Core.Duties;
using Xunit;

namespace TaskJuice.Tests.Duties;

public sealed class DutyTests : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly Work _work;
    private readonly Heard _log = new();
    private ServiceProvider? _services;

    public DutyTests() => _work = new(_clock);

    [Fact]
    public async Task It_goes_on_until_nothing_is_due_and_looks_again_at_the_next_beat()
    {
        _work.Due = 3;
        var start = _clock.GetUtcNow();
        await StartAsync();
        await SeenAsync(turns: 4);
        Assert.All(_work.Turns, turn => Assert.Equal(start, turn.At));

        await SeenAsync(turns: 5, Beat / 6);
        Assert.True(_work.Turns.Max(turn => turn.At) >= start + Beat);
        Assert.Equal(5, _work.Turns.Select(turn => turn.Scope).Distinct().Count());
    }

    [Fact]
    public async Task It_keeps_its_pace_between_two_turns()
    {
        _work.Due = 2;
        await StartAsync(Pace);
        await SeenAsync(turns: 3, Pace / 4);
        var times = _work.Turns.Select(turn => turn.At).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Pace));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task A_failed_look_is_one_line_that_names_the_duty_and_the_next_beat_tries_again(Type failure)
    {
        _work.Failure = (Exception)Activator.CreateInstance(failure)!;
        await StartAsync();
        await SeenAsync(() => !_log.Lines.IsEmpty);
        Assert.Equal("Could not count; trying again within 00:01:00", Assert.Single(_log.Lines));

        _work.Failure = null;
        await SeenAsync(turns: 2, Beat / 6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_one_that_comes_first_is_waited_for(bool comesFirst)
    {
        _work.Gate = new();
        var started = StartAsync(comesFirst: comesFirst);
        Assert.Equal(!comesFirst, started.IsCompleted);
        _work.Gate.SetResult();
        await started;
    }

    [Fact]
    public async Task Its_end_is_no_failure()
    {
        _work.Due = int.MaxValue;
        await StartAsync(Pace);
        await SeenAsync(turns: 1);
        await Duty.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_log.Lines);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is null)
            return;

        await Duty.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    private IHostedService Duty => Assert.Single(_services!.GetServices<IHostedService>());

    private Task StartAsync(TimeSpan pace = default, bool comesFirst = false)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_log));
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton(_work);
        services.AddScoped<Turn>();
        services.AddDuty<Turn>("count", Beat, (turn, _) => turn.CountAsync(), pace, comesFirst);
        _services = services.BuildServiceProvider();
        return Duty.StartAsync(TestContext.Current.CancellationToken);
    }

    // The clock goes on in small steps until it is seen: when a duty begins to wait is up to it.
    private Task SeenAsync(int turns, TimeSpan step = default) => SeenAsync(() =>
    {
        _clock.Advance(step);
        return _work.Turns.Count >= turns;
    });

    private static async Task SeenAsync(Func<bool> look)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!look())
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Work(TimeProvider clock)
    {
        public int Due { get; set; }

        public Exception? Failure { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public ConcurrentQueue<(Turn Scope, DateTimeOffset At)> Turns { get; } = [];

        public async Task<bool> TurnAsync(Turn scope)
        {
            Turns.Enqueue((scope, clock.GetUtcNow()));
            var isMore = Due-- > 0;
            if (Gate is { } gate)
                await gate.Task;
            return Failure is null ? isMore : throw Failure;
        }
    }

    private sealed class Turn(Work work)
    {
        public Task<bool> CountAsync() => work.TurnAsync(this);
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
