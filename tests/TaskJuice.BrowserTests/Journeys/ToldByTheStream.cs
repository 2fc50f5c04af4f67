using System.Text.RegularExpressions;

namespace TaskJuice.BrowserTests.Journeys;

/// <summary>A panel that is told when its attempt changes does not ask; one that nobody tells asks every two seconds.</summary>
public sealed partial class ToldByTheStream(RunningSystem system) : Journey(system)
{
    private const int HalfAMinute = 30_000;

    [Fact]
    public async Task While_the_stream_is_alive_a_panel_that_waits_does_not_ask()
    {
        var ada = await WaitAsync(_ => { });
        await FirstQuestion;
        await ada.Page.Clock.RunForAsync(HalfAMinute);
        Assert.InRange(Asked(ada), 1, 2);
        await EndWellAsync(ada);
    }

    [Fact]
    public async Task Without_the_stream_it_asks_every_two_seconds()
    {
        var ada = await WaitAsync(context => context.RouteAsync("**/events", route => route.FulfillAsync(new() { Status = 204 })));
        for (var times = 0; times < 3; times++)
        {
            var question = ada.Page.WaitForResponseAsync(answer => Question().IsMatch(answer.Url));
            await ada.Page.Clock.RunForAsync(2_000);
            await question;
        }

        await EndWellAsync(ada);
    }

    private async Task<Visitor> WaitAsync(Action<IBrowserContext> change)
    {
        var ada = await VisitAsync();
        change(ada.Context);
        await ada.SignInAsync();
        await ada.Builder.CreateWorkflowAsync();
        await ada.Builder.AddAsync("Sandbox", "New record");
        await ada.Builder.AskToConnectAsync("oauth");
        await ada.Page.Clock.InstallAsync();
        FirstQuestion = ada.Page.WaitForResponseAsync(answer => Question().IsMatch(answer.Url), new() { Timeout = 30_000 });
        Window = await ada.Builder.OpenWindowAsync();
        return ada;
    }

    private IPage Window { get; set; } = null!;

    private Task FirstQuestion { get; set; } = null!;

    private async Task EndWellAsync(Visitor ada)
    {
        await ada.Page.Clock.ResumeAsync();
        await Provider.SignInAsync(Window);
        await Provider.AllowAsync(Window);
        await Expect(ada.Builder.ChosenAccount).ToHaveTextAsync("Acme Ops");
    }

    private static int Asked(Visitor ada) => ada.Requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal) && Question().IsMatch(request));

    [GeneratedRegex("/connect/flows/[0-9a-f-]{36}$")]
    private static partial Regex Question();
}
