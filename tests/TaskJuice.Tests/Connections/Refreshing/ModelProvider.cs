using TaskJuice.Core.Catalog;

namespace TaskJuice.Tests.Connections.Refreshing;

/// <summary>A token endpoint with one grant, in seconds of its own.</summary>
internal sealed class ModelProvider(TokenLife life)
{
    private readonly Dictionary<int, int> _retiredAt = [];
    private int _issued = 1;

    public TokenLife Life => life;

    /// <summary>The refresh token in force.</summary>
    public int Current { get; private set; } = 1;

    /// <summary>Ended by a second use.</summary>
    public bool IsDead { get; private set; }

    /// <summary>True when the grant was ended although its client had the token in force in hand.</summary>
    public bool WasEndedWithoutNeed { get; private set; }

    /// <returns>The next refresh token, or null for <c>invalid_grant</c>.</returns>
    public int? Present(int token, int now, Func<int, bool> clientHas)
    {
        if (IsDead)
            return null;
        if (life.Rotation == Rotation.None)
            return token == Current ? Current : null;

        var isInGrace = _retiredAt.TryGetValue(token, out var at) && now - at <= life.Grace.TotalSeconds;
        if (token != Current && !isInGrace)
        {
            if (life.ReuseEndsGrant)
                (IsDead, WasEndedWithoutNeed) = (true, clientHas(Current));
            return null;
        }

        _retiredAt.TryAdd(token, now);
        _retiredAt.TryAdd(Current, now);
        return Current = ++_issued;
    }
}
