namespace TaskJuice.Local;

/// <summary>Forgets what earlier runs stored. The key stays: losing one is the mistake that nothing repairs.</summary>
internal static class StartOver
{
    public static async Task InAsync(Checkout checkout, CancellationToken stop)
    {
        foreach (var directory in new[] { checkout.DataElsewhere, Path.Combine(checkout.Data, Postgres.Folder), Path.Combine(checkout.Data, Redis.Folder) })
            if (Directory.Exists(directory))
            {
                await PostmasterFile.EndLeftoverAsync(Path.Combine(directory, Postgres.DataFolder), stop);
                Directory.Delete(directory, recursive: true);
                Console.WriteLine($"Deleted {directory}.");
            }

        // Tokens of connections that are gone now.
        File.Delete(Development.FakeProviderState(checkout.Root));
    }
}
