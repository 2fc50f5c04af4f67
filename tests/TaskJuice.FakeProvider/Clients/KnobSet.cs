namespace TaskJuice.FakeProvider.Clients;

/// <summary>Knobs with a count of the calls that are still to fail.</summary>
public sealed class KnobSet(Knobs knobs)
{
    private int _tokenCalls = knobs.Token?.Times ?? int.MaxValue;
    private int _apiCalls = knobs.Api?.Times ?? int.MaxValue;

    public static KnobSet AtRest { get; } = new(new Knobs());

    public Knobs Settings => knobs;

    public TokenKnob? TakeToken(string? grantType) =>
        knobs.Token is { } token && (token.Only is null || token.Only == grantType) && Take(ref _tokenCalls) ? token : null;

    public ApiKnob? TakeApi() => knobs.Api is { } api && Take(ref _apiCalls) ? api : null;

    private static bool Take(ref int left)
    {
        while (Volatile.Read(ref left) is var now and > 0)
        {
            if (now == int.MaxValue || Interlocked.CompareExchange(ref left, now - 1, now) == now)
                return true;
        }
        return false;
    }
}
