using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace TaskJuice.FakeProvider.Grants;

/// <summary>Grants and the tokens that hang on them. Every decision about a token is taken behind one door.</summary>
public sealed class GrantStore(TimeProvider clock)
{
    private const int TokenBytes = 32;

    private readonly Lock _door = new();
    private readonly Dictionary<Guid, Grant> _grants = [];
    private readonly Dictionary<string, IssuedToken> _byDigest = [];
    private readonly Dictionary<Guid, IssuedToken> _byId = [];

    public Grant Open(string client, string account)
    {
        var grant = new Grant(client, account);
        lock (_door)
            _grants.Add(grant.Id, grant);
        return grant;
    }

    public (string Value, IssuedToken Token) Issue(Guid grant, string type, ClaimsPrincipal principal, Guid? parent)
    {
        var value = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        lock (_door)
        {
            var from = parent is { } id ? _byId.GetValueOrDefault(id) : null;
            var token = new IssuedToken(_grants[grant], type, principal, from);
            _byDigest.Add(Digest(value), token);
            _byId.Add(token.Id, token);
            return (value, token);
        }
    }

    /// <summary>Finds a token whatever its state; the caller asks whether it still lives.</summary>
    public IssuedToken? Find(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        lock (_door)
            return _byDigest.GetValueOrDefault(Digest(value));
    }

    public bool IsAlive(IssuedToken token)
    {
        lock (_door)
            return !token.IsDead(clock.GetUtcNow());
    }

    /// <summary>Uses an authorization code; a second use ends the grant (RFC 6749 section 4.1.2).</summary>
    public bool RedeemCode(Guid id) => Redeem(id, endsGrant: true, (token, now) => token.DiesAt(now));

    /// <summary>Uses a refresh token and lets it die as the rotation wants it.</summary>
    public bool RedeemRefreshToken(Guid id, Knobs knobs) => Redeem(id, knobs.ReuseEndsGrant, (token, now) =>
    {
        if (knobs.Rotation == "strict")
            token.DiesAt(now);
        if (knobs.Rotation == "grace")
            token.DiesAt(now.AddSeconds(knobs.GraceSeconds));
        if (knobs.Rotation == "rotate")
            token.Parent?.DiesAt(now);
    });

    public void End(Grant grant)
    {
        lock (_door)
            grant.End();
    }

    public void Kill(IssuedToken token)
    {
        lock (_door)
            token.DiesAt(clock.GetUtcNow());
    }

    public void EndAllOf(string account)
    {
        lock (_door)
        {
            foreach (var grant in _grants.Values.Where(grant => grant.Account == account))
                grant.End();
        }
    }

    public void Clear()
    {
        lock (_door)
        {
            // Requests under way hold on to grants, and must not revive them.
            foreach (var grant in _grants.Values)
                grant.End();
            _byDigest.Clear();
            _byId.Clear();
        }
    }

    private bool Redeem(Guid id, bool endsGrant, Action<IssuedToken, DateTimeOffset> use)
    {
        lock (_door)
        {
            if (!_byId.TryGetValue(id, out var token))
                return false;
            var now = clock.GetUtcNow();
            if (token.IsDead(now))
            {
                if (endsGrant)
                    token.Grant.End();
                return false;
            }
            use(token, now);
            return true;
        }
    }

    private static string Digest(string value) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
