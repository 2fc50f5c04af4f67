using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using TaskJuice.FakeProvider.State;

namespace TaskJuice.FakeProvider.Grants;

/// <summary>Grants and their tokens. Every operation on a token is under one lock.</summary>
public sealed class GrantStore(TimeProvider clock, StateFile file, IssuedSecrets secrets)
{
    private const int TokenBytes = 32;

    private readonly Lock _door = new();
    private readonly GrantMemory _memory = GrantMemory.Of(file.Saved);

    public Grant Open(string client, string account)
    {
        var grant = new Grant(client, account);
        Change(() => _memory.Grants.Add(grant.Id, grant));
        return grant;
    }

    public (string Value, IssuedToken Token) Issue(Guid grant, string type, ClaimsPrincipal principal, Guid? parent)
    {
        var value = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes));
        lock (_door)
        {
            var from = parent is { } id ? _memory.ById.GetValueOrDefault(id) : null;
            var token = new IssuedToken(_memory.Grants[grant], type, principal, from);
            Change(() => _memory.Add(Digest.Of(value), token));
            secrets.Add(new(token.Grant.Client, type, value));
            return (value, token);
        }
    }

    /// <summary>Finds a token in any state; the caller checks whether it is valid.</summary>
    public IssuedToken? Find(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        lock (_door)
            return _memory.ByDigest.GetValueOrDefault(Digest.Of(value));
    }

    public bool IsAlive(IssuedToken token)
    {
        lock (_door)
            return !token.IsDead(clock.GetUtcNow());
    }

    /// <summary>Redeems an authorization code; reuse ends the grant (RFC 6749 section 4.1.2).</summary>
    public bool RedeemCode(Guid id) => Redeem(id, endsGrant: true, (token, now) => token.DiesAt(now));

    /// <summary>Redeems a refresh token and expires it as the rotation knob says.</summary>
    public bool RedeemRefreshToken(Guid id, Knobs knobs) => Redeem(id, knobs.ReuseEndsGrant, (token, now) =>
    {
        if (knobs.Rotation == "strict")
            token.DiesAt(now);
        if (knobs.Rotation == "grace")
            token.DiesAt(now.AddSeconds(knobs.GraceSeconds));
        if (knobs.Rotation == "rotate")
            token.Parent?.DiesAt(now);
    });

    public void End(Grant grant) => Change(grant.End);

    public void Kill(IssuedToken token) => Change(() => token.DiesAt(clock.GetUtcNow()));

    public void EndAllOf(string account) => Change(() =>
    {
        foreach (var grant in _memory.Grants.Values.Where(grant => grant.Account == account))
            grant.End();
    });

    public void Clear() => Change(() =>
    {
        // Requests in progress hold references to grants, and must not revive them.
        foreach (var grant in _memory.Grants.Values)
            grant.End();
        _memory.ByDigest.Clear();
        _memory.ById.Clear();
    });

    private bool Redeem(Guid id, bool endsGrant, Action<IssuedToken, DateTimeOffset> use)
    {
        lock (_door)
        {
            if (!_memory.ById.TryGetValue(id, out var token))
                return false;
            var now = clock.GetUtcNow();
            if (token.IsDead(now))
            {
                if (endsGrant)
                    Change(token.Grant.End);
                return false;
            }
            Change(() => use(token, now));
            return true;
        }
    }

    private void Change(Action change)
    {
        lock (_door)
        {
            change();
            file.Change(state => _memory.Save(state, clock.GetUtcNow()));
        }
    }
}
