namespace TaskJuice.FakeProvider.Grants;

/// <summary>The newest values that were issued.</summary>
public sealed class IssuedSecrets
{
    // Development servers run for weeks; tests look at minutes.
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
