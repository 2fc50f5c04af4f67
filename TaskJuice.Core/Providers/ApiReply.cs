using System.Text.Json;

namespace TaskJuice.Core.Providers;

/// <summary>What an app's API answered, before anybody asks what it means.</summary>
internal abstract record ApiReply
{
    private ApiReply()
    {
    }

    public sealed record Answered(JsonElement? Json, string Text) : ApiReply;

    public sealed record Refused(int Status, string? Message) : ApiReply
    {
        public bool IsExpired { get; init; }
    }

    public sealed record Unavailable(string Reason) : ApiReply;

    public sealed record Throttled(TimeSpan? RetryAfter) : ApiReply;
}
