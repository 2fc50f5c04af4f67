using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Refreshing;

/// <summary>Where the next access token of a connection comes from.</summary>
internal abstract record TokenSource
{
    private TokenSource() { }

    /// <summary>How the provider's tokens expire and rotate.</summary>
    public abstract TokenLife Life { get; }

    /// <summary>Sends one request.</summary>
    /// <param name="token">The refresh token to present, for a source that uses one.</param>
    /// <param name="received">Called with a success reply before it is parsed.</param>
    public abstract Task<TokenResult> AskAsync(Secret? token, Func<Secret, Task> received);

    /// <summary>Parses a stored reply.</summary>
    public abstract TokenResult Read(KeptReply kept);

    /// <summary>The error reason shown when only a person can fix it.</summary>
    /// <param name="reason">The provider's code, or our own.</param>
    public abstract string ErrorReason(string reason);

    /// <summary>A refresh token (RFC 6749 section 6).</summary>
    public sealed record RefreshToken(TokenEndpoint Endpoint, TokenRequest Request) : TokenSource
    {
        public override TokenLife Life => Request.Method.Life;

        public override Task<TokenResult> AskAsync(Secret? token, Func<Secret, Task> received) =>
            Endpoint.RefreshAsync(Request with { Received = received }, token
                ?? throw new InvalidOperationException("There is no refresh token."), CancellationToken.None);

        public override TokenResult Read(KeptReply kept) => TokenEndpoint.Read(Request.Method, TokenGrant.Refresh, kept.Body, kept.SentAt);

        public override string ErrorReason(string reason) => reason;
    }

    /// <summary>The pasted credential itself, which can be exchanged repeatedly.</summary>
    public sealed record Exchange(ExchangeEndpoint Endpoint, ExchangeRequest Request) : TokenSource
    {
        private static readonly TokenLife Renewable = new();

        public override TokenLife Life => Renewable;

        public override Task<TokenResult> AskAsync(Secret? token, Func<Secret, Task> received) =>
            Endpoint.IssueAsync(Request with { Received = received });

        public override TokenResult Read(KeptReply kept) => ExchangeEndpoint.Read(Request.Method, kept.Body, kept.SentAt);

        public override string ErrorReason(string reason) => reason == RefreshRules.NoUsableAnswer ? reason : RefusedCredential.KeyRefused;
    }
}
