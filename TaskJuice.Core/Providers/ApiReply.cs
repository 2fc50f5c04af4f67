using System.Text.Json;

namespace TaskJuice.Core.Providers;

/// <summary>The reply of an app's API before it is interpreted.</summary>
internal abstract record ApiReply
{
    private ApiReply()
    {
    }

    public sealed record Answered(JsonElement? Json, string Text) : ApiReply;

    public sealed record Refused(int Status, string? Message) : ApiReply
    {
        /// <inheritdoc cref="ProbeResult.Refused.MissingScopes"/>
        public IReadOnlyList<string>? MissingScopes { get; init; }

        /// <inheritdoc cref="ProbeResult.Refused.IsExpired"/>
        public bool IsExpired { get; init; }
    }

    public sealed record Unavailable(CallFailure Failure) : ApiReply;

    public sealed record Throttled(TimeSpan? RetryAfter) : ApiReply;
}
