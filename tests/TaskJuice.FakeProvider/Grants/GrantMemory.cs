using System.Security.Claims;
using OpenIddict.Abstractions;
using TaskJuice.FakeProvider.State;

namespace TaskJuice.FakeProvider.Grants;

/// <summary>All grants and tokens of the provider, with their serialization.</summary>
internal sealed class GrantMemory
{
    // A used or expired code or access token is kept for a while; a refresh token is kept forever, so that reuse is detected.
    private static readonly TimeSpan KeptAfterExpiry = TimeSpan.FromHours(1);

    public Dictionary<Guid, Grant> Grants { get; } = [];

    public Dictionary<string, IssuedToken> ByDigest { get; } = [];

    public Dictionary<Guid, IssuedToken> ById { get; } = [];

    public static GrantMemory Of(SavedState saved)
    {
        var memory = new GrantMemory();
        foreach (var grant in saved.Grants)
            memory.Grants.Add(grant.Id, Revive(grant));
        // Parents were issued before their children and precede them.
        foreach (var token in saved.Tokens)
            memory.Add(token.Digest, memory.Revive(token));
        return memory;
    }

    public void Add(string digest, IssuedToken token)
    {
        ByDigest.Add(digest, token);
        ById.Add(token.Id, token);
    }

    public SavedState Save(SavedState state, DateTimeOffset now) => state with
    {
        Grants = [.. Grants.Values.Select(grant => new SavedGrant(grant.Id, grant.Client, grant.Account, grant.Ended))],
        Tokens = [.. from pair in ByDigest where IsWorthKeeping(pair.Value, now) orderby pair.Value.Id select Save(pair.Key, pair.Value)],
    };

    private static bool IsWorthKeeping(IssuedToken token, DateTimeOffset now) =>
        token.Type == OpenIddictConstants.TokenTypeIdentifiers.RefreshToken || !(token.Principal.GetExpirationDate() < now - KeptAfterExpiry);

    private static SavedToken Save(string digest, IssuedToken token)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
            token.Principal.WriteTo(writer);
        return new(token.Id, digest, token.Grant.Id, token.Type, bytes.ToArray(), token.Parent?.Id, token.DeadFrom);
    }

    private static Grant Revive(SavedGrant saved)
    {
        var grant = new Grant(saved.Id, saved.Client, saved.Account);
        if (saved.Ended)
            grant.End();
        return grant;
    }

    private IssuedToken Revive(SavedToken saved)
    {
        using var reader = new BinaryReader(new MemoryStream(saved.Principal));
        var parent = saved.Parent is { } id ? ById.GetValueOrDefault(id) : null;
        var token = new IssuedToken(saved.Id, Grants[saved.Grant], saved.Type, new ClaimsPrincipal(reader), parent);
        if (saved.DeadFrom is { } time)
            token.DiesAt(time);
        return token;
    }
}
