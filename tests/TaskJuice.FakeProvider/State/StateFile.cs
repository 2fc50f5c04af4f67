using System.Text.Json;

namespace TaskJuice.FakeProvider.State;

/// <summary>Stores the state in the file configured in <c>FakeProvider:State</c>; without one, a restart loses everything.</summary>
public sealed class StateFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly Lock _door = new();
    private readonly string? _path;

    public StateFile(IConfiguration configuration)
    {
        _path = configuration["FakeProvider:State"] is { Length: > 0 } path ? Path.GetFullPath(path) : null;
        Saved = File.Exists(_path) ? JsonSerializer.Deserialize<SavedState>(File.ReadAllBytes(_path))! : new SavedState();
    }

    public SavedState Saved { get; private set; }

    public void Change(Func<SavedState, SavedState> change)
    {
        if (_path is null)
            return;
        lock (_door)
        {
            Saved = change(Saved);
            Write(_path, JsonSerializer.SerializeToUtf8Bytes(Saved, Readable));
        }
    }

    // Written to a temporary file first, so that a provider killed while writing finds either the old or the new state.
    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }
}
