namespace TaskJuice.FakeProvider.Grants;

/// <summary>The most recently issued values.</summary>
public sealed class IssuedSecrets
{
    // Development servers run for weeks; tests only need the last minutes.
    private const int Capacity = 10_000;

    private readonly Lock _door = new();
    private readonly Queue<IssuedSecret> _secrets = new();

    public IReadOnlyList<IssuedSecret> Read()
    {
        lock (_door)
            return [.. _secrets];
    }

    public void Add(IssuedSecret secret)
    {
        lock (_door)
        {
            if (_secrets.Count == Capacity)
                _secrets.Dequeue();
            _secrets.Enqueue(secret);
        }
    }
}
