using Microsoft.Extensions.Time.Testing;
using TaskJuice.Core.Refreshing;
using Xunit;

namespace TaskJuice.Tests.Connections.Refreshing;

public sealed class FailureWindowTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Nine_failures_are_too_few_for_an_endpoint_to_be_down()
    {
        var window = new FailureWindow(_clock);
        Assert.All(Enumerable.Range(0, 9), _ => Assert.False(window.Add(failed: true)));
        Assert.True(window.Add(failed: true));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public void Half_of_ten_calls_must_fail(int failures, bool isDown)
    {
        var window = new FailureWindow(_clock);
        var last = false;
        for (var call = 0; call < 10; call++)
            last = window.Add(failed: call < failures);
        Assert.Equal(isDown, last);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void A_call_counts_for_thirty_seconds(int seconds, bool isDown)
    {
        var window = new FailureWindow(_clock);
        for (var call = 0; call < 9; call++)
            window.Add(failed: true);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(isDown, window.Add(failed: true));
    }
}
