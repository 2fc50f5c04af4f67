using System.Runtime.CompilerServices;

namespace TaskJuice.Tests;

/// <summary>
/// Every host of a test watches its files, and ASP.NET does not give the watch back when the host ends. The kernel allows a person 128 of them
/// (inotify(7), max_user_instances), which is less than this suite starts; looking now and then needs none.
/// </summary>
internal static class FileWatching
{
    [ModuleInitializer]
    internal static void ByLookingNowAndThen() => Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "true");
}
