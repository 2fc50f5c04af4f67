using System.Diagnostics;

namespace TaskJuice.Local;

/// <summary>A process we started. It ends with us: asked to when we stop in order, told by the kernel when we are killed.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int LinesKept = 15;

    private readonly Process _process;
    private readonly Signal _farewell;
    private readonly Action<string> _said;
    private readonly Queue<string> _tail = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _readyWhen;

    private Child(string name, Process process, Signal farewell, Action<string>? said, string? readyWhen)
    {
        (Name, _process, _farewell, _said, _readyWhen) = (name, process, farewell, said ?? (_ => { }), readyWhen);
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Exited = WaitAsync();
    }

    public string Name { get; }

    public int Id => _process.Id;

    /// <summary>Ends with the process, holding its exit code.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts a process.</summary>
    /// <param name="name">What people call it.</param>
    /// <param name="start">Program and arguments; output is taken over.</param>
    /// <param name="farewell">The signal that ends it in good order.</param>
    /// <param name="user">Whom it runs as; null for us.</param>
    /// <param name="said">Gets every line it prints.</param>
    /// <param name="readyWhen">Part of the line by which it says that it is ready.</param>
    public static Child Start(
        string name, ProcessStartInfo start, Signal farewell, ServerUser? user = null, Action<string>? said = null, string? readyWhen = null)
    {
        var process = LastingThread.Start(Leash.Put(start, farewell, user));
        process.StandardInput.Close();
        return new Child(name, process, farewell, said, readyWhen);
    }

    /// <summary>Waits for the line that says it is ready.</summary>
    /// <exception cref="Problem">It ended or stayed silent instead.</exception>
    public async Task UntilReadyAsync(TimeSpan patience, CancellationToken stop)
    {
        try
        {
            if (await Task.WhenAny(_ready.Task, Exited).WaitAsync(patience, stop) == Exited)
                throw new Problem($"{Name} ended while starting (exit code {await Exited}).{LastWords()}");
        }
        catch (TimeoutException)
        {
            throw new Problem($"{Name} was not ready after {patience.TotalSeconds:0} seconds.{LastWords()}");
        }
    }

    /// <summary>What it printed last, to end a sentence about it.</summary>
    public string LastWords()
    {
        lock (_tail)
            return _tail.Count == 0 ? " It said nothing." : $" It last said:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", _tail)}";
    }

    public void Kill() => Signal.Kill.Send(Id);

    /// <summary>Asks it to end and waits; after <paramref name="patience"/> the kernel ends it.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (Exited.IsCompleted)
            return;

        _farewell.Send(Id);
        try
        {
            await Exited.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Exited;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;

        lock (_tail)
        {
            _tail.Enqueue(line);
            if (_tail.Count > LinesKept)
                _tail.Dequeue();
        }

        _said(line);
        if (_readyWhen is not null && line.Contains(_readyWhen, StringComparison.Ordinal))
            _ready.TrySetResult();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }
}
