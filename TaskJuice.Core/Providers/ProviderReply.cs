namespace TaskJuice.Core.Providers;

/// <summary>What became of one HTTP call.</summary>
internal abstract record ProviderReply
{
    private ProviderReply()
    {
    }

    public sealed record Answer(int Status, byte[] Body, TimeSpan? RetryAfter) : ProviderReply
    {
        public bool Success => Status is >= 200 and < 300;
    }

    /// <summary>The request did not leave.</summary>
    public sealed record NotSent(string Reason) : ProviderReply;

    /// <summary>The address may not be called; calling again cannot help.</summary>
    public sealed record Forbidden(string Reason) : ProviderReply;

    /// <summary>The request left, and no whole reply came.</summary>
    public sealed record Lost(string Reason) : ProviderReply;

    /// <summary>A reply we will not read.</summary>
    public sealed record Unreadable(int Status, string Reason, TimeSpan? RetryAfter) : ProviderReply;
}
