namespace TaskJuice.BrowserTests;

internal static class Windows
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Ends when the window is gone; ask before doing what closes it.</summary>
    public static Task UntilClosedAsync(this IPage window)
    {
        var gone = new TaskCompletionSource();
        window.Close += (_, _) => gone.TrySetResult();
        if (window.IsClosed)
            gone.TrySetResult();
        return gone.Task.WaitAsync(Patience);
    }
}
