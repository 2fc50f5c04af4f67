using System.Collections.Concurrent;
using System.Diagnostics;

namespace TaskJuice.Local;

/// <summary>
/// Starts processes from one thread that lives as long as we do. The kernel sends the parent-death signal when the THREAD that started the child
/// ends (prctl(2)), and threads of the pool come and go.
/// </summary>
internal static class LastingThread
{
    private static readonly BlockingCollection<Action> Work = Begin();

    public static Process Start(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<Process>();
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception problem)
            {
                started.SetException(problem);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
                action();
        })
        { IsBackground = true, Name = "starts processes" }.Start();
        return work;
    }
}
