namespace TaskJuice.FakeProvider.Grants;

/// <summary>One person's consent for a client. All its tokens end with it.</summary>
public sealed class Grant(Guid id, string client, string account)
{
    public Grant(string client, string account) : this(Guid.CreateVersion7(), client, account)
    {
    }

    public Guid Id => id;

    public string Client => client;

    public string Account => account;

    public bool Ended { get; private set; }

    public void End() => Ended = true;
}
