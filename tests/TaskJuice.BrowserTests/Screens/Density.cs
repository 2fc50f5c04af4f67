namespace TaskJuice.BrowserTests.Screens;

/// <summary>How much of somebody's work is in sight at once, and that a finger can still hit it.</summary>
public sealed class Density(RunningSystem system) : Journey(system)
{
    private const int RowHeight = 52;

    [Fact]
    public async Task Ten_steps_are_in_sight_and_a_row_is_as_high_as_two_lines()
    {
        var ada = await VisitAsync();
        await ada.SignInAsync();
        await TheSystem.PlantAccountsAsync("Client", 12);
        await TheSystem.ExecuteAsync("update connections set last_used_at = now() - interval '2 hours'");
        await ada.Page.GotoAsync(await TheSystem.WorkflowAsync("Ten steps", TenSteps.All));
        Assert.All(await HeightsAsync(ada.Page, ".step", 10), height => Assert.Equal(RowHeight, height));
        Assert.InRange(await ada.Page.Locator(".step").Last.EvaluateAsync<double>("it => it.getBoundingClientRect().bottom"), 0, 800);
        Assert.All(await HeightsAsync(ada.Page, ".accounts .option", 12), height => Assert.Equal(RowHeight, height));

        await ada.Page.GotoAsync("/acme/connections");
        Assert.All(await HeightsAsync(ada.Page, "li.conn", 12), height => Assert.InRange(height, RowHeight - 1, RowHeight));
    }

    [Theory]
    [InlineData(false, 24)]
    [InlineData(true, 44)]
    public async Task What_can_be_pressed_is_large_enough(bool touch, int least)
    {
        var ada = await VisitAsync(new() { HasTouch = touch, IsMobile = touch });
        await ada.SignInAsync();
        await TheSystem.PlantAccountsAsync("Client", 6);
        await ada.Page.GotoAsync(await TheSystem.WorkflowAsync("Ten steps", TenSteps.All));
        var small = await ada.Page.EvaluateAsync<string[]>("""
            least => [...document.querySelectorAll(".builder :is(button, .button, .flow__add, .option, input:not([type=hidden]))")]
              .filter(it => it.checkVisibility() && getComputedStyle(it).clipPath === "none")
              .filter(it => Math.min(it.getBoundingClientRect().width, it.getBoundingClientRect().height) < least - 0.5)
              .map(it => `${it.getBoundingClientRect().width} x ${it.getBoundingClientRect().height}: ${it.outerHTML.slice(0, 100)}`)
            """, least);
        Assert.True(small.Length == 0, string.Join('\n', small));
    }

    private static async Task<double[]> HeightsAsync(IPage page, string rows, int count)
    {
        await Expect(page.Locator(rows)).ToHaveCountAsync(count);
        return await page.Locator(rows).EvaluateAllAsync<double[]>("all => all.map(it => Math.round(it.getBoundingClientRect().height))");
    }
}
