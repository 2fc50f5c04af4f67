namespace TaskJuice.BrowserTests.Journeys;

/// <summary>Redis loses everything, restarts or goes away while the person is at the provider. It costs nobody the consent.</summary>
public sealed class RedisLost(RunningSystem system) : Journey(system)
{
    [Theory]
    [InlineData("flushed")]
    [InlineData("restarted")]
    [InlineData("gone")]
    public async Task The_connect_ends_well_all_the_same(string what)
    {
        var (ada, window) = await AtConsentAsync();
        if (what == "flushed")
            await TheSystem.AppHost.FlushRedisAsync();
        else
            await TheSystem.AppHost.StopRedisAsync();
        if (what == "restarted")
            await TheSystem.AppHost.StartRedisAsync();

        await Provider.AllowAsync(window);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
        if (what == "gone")
            await TheSystem.AppHost.StartRedisAsync();
    }
}
