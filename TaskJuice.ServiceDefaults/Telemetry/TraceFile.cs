using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using OpenTelemetry;

namespace TaskJuice.ServiceDefaults.Telemetry;

/// <summary>
/// Writes spans to a file, one JSON object per line, for tests and for people without a dashboard. Several processes may share the file.
/// </summary>
public sealed class TraceFile : BaseExporter<Activity>
{
    private readonly string _path;
    private readonly Mutex _turn;

    /// <summary>Creates the file and its directory if they are missing.</summary>
    /// <param name="path">The file; existing lines are kept.</param>
    /// <exception cref="ConfigurationProblem">The file cannot be written.</exception>
    public TraceFile(string path)
    {
        _path = Path.GetFullPath(path);
        // Global rather than per session: processes started separately have sessions of their own, and would not wait for each other.
        _turn = new Mutex(
            "taskjuice-traces-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(_path)))[..16],
            new NamedWaitHandleOptions { CurrentSessionOnly = false, CurrentUserOnly = true });
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            Append([]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationProblem($"Traces:File is {path}, which cannot be written: {problem.Message}");
        }
    }

    /// <summary>Appends the spans.</summary>
    /// <param name="batch">Spans that have ended.</param>
    /// <returns>Failure when the file cannot be written; the process continues without these lines.</returns>
    public override ExportResult Export(in Batch<Activity> batch)
    {
        using var lines = new MemoryStream();
        foreach (var span in batch)
            SpanLine.Write(lines, span, ParentProvider);

        try
        {
            Append(lines.ToArray());
            return ExportResult.Success;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return ExportResult.Failure;
        }
    }

    // .NET's append mode seeks to the end only once, when opening, so two processes could overwrite each other without the mutex.
    private void Append(byte[] lines)
    {
        Wait();
        try
        {
            using var file = new FileStream(_path, Options());
            file.Write(lines);
        }
        finally
        {
            _turn.ReleaseMutex();
        }
    }

    // Spans show who did what and when, which other users of the machine must not see.
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private void Wait()
    {
        try
        {
            _turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // The process that held the mutex died; this one holds it now.
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _turn.Dispose();

        base.Dispose(disposing);
    }
}
