using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TaskJuice.FakeProvider;
using TaskJuice.Tests.FakeProvider;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>A person in a browser who connects accounts.</summary>
public sealed partial class Guest(Browser browser, CookieContainer cookies, WebFixture web)
{
    public Browser Browser => browser;

    public CookieContainer Cookies => cookies;

    /// <summary>Makes a workflow with one step of an app that waits for an account.</summary>
    public async Task<Step> AddStepAsync(string workspace, string app = "sandbox", string operation = "new-record")
    {
        var workflow = await browser.CreateWorkflowAsync(workspace, $"Flow {Guid.NewGuid():N}");
        var answer = await browser.SendFormAsync($"{workflow}/steps/add?app={app}", false, ("operation", operation));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return new(workflow, Guid.Parse(workflow.Split('/')[^1]), answer.Location!.Split("step=")[1], app);
    }

    /// <summary>Opens the form, sends it and reads where the page moves the window.</summary>
    /// <param name="address">Address of the form, such as <c>/acme/connect/sandbox?method=oauth</c>.</param>
    /// <param name="fields">What the person types.</param>
    public Task<Started> StartAsync(string address, params (string Name, string Value)[] fields) => StartAsync(address, "", fields);

    /// <summary>The same in a window of its own, beside the page.</summary>
    public Task<Started> StartInWindowAsync(string address) => StartAsync(address, "popup");

    private async Task<Started> StartAsync(string address, string mode, params (string Name, string Value)[] fields)
    {
        var form = await browser.OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, form.Status);
        var flow = Flow().Match(form.Text).Groups[1].Value;
        var action = Action().Match(form.Text).Groups[1].Value;
        var answer = await browser.SendFormAsync(action, false, [("flow", flow), ("mode", mode), .. fields]);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return new(Guid.Parse(flow), new(Refresh().Match(answer.Text).Groups[1].Value));
    }

    /// <summary>Goes to the provider, which the knobs make approve or refuse without pages, and reads where it sends the browser.</summary>
    /// <returns>Path and query of the callback.</returns>
    public async Task<string> AskProviderAsync(Started started)
    {
        using var visitor = new Visitor(web.Provider.Http.BaseAddress!);
        var sight = await visitor.GetAsync(started.Provider.AbsoluteUri);
        Assert.StartsWith("https://localhost/oauth/callback/", sight.Location);
        if (sight.Answer.TryGetValue("code", out var code))
            web.Leaks.Plant(code);
        return new Uri(sight.Location!).PathAndQuery;
    }

    /// <summary>The whole way: form, provider, callback.</summary>
    /// <returns>What the callback answered.</returns>
    public async Task<Answer> ConnectAsync(string address, Knobs? knobs = null, params (string Name, string Value)[] fields)
    {
        await web.TurnAsync(knobs ?? new() { AutoApprove = "acct_acme" });
        var started = await StartAsync(address, fields);
        return await browser.OpenAsync(await AskProviderAsync(started));
    }

    /// <summary>Sends the key form.</summary>
    public async Task<Answer> ConnectKeyAsync(string address, string name, string key, params (string Name, string Value)[] more)
    {
        var form = await browser.OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, form.Status);
        var action = Action().Match(form.Text).Groups[1].Value;
        return await browser.SendFormAsync(action, false, [("f.name", name), ("f.suggested", Suggested(form)), ("f.key", key), .. more]);
    }

    /// <summary>Sends the key form with the name that it suggests.</summary>
    public async Task<Answer> ConnectKeyAsync(string address, string key) =>
        await ConnectKeyAsync(address, Suggested(await browser.OpenAsync(address)), key);

    private static string Suggested(Answer form) => SuggestedName().Match(form.Text).Groups[1].Value;

    /// <summary>What the flow's page says, for the person who follows the callback.</summary>
    public async Task<string> ResultAsync(Answer callback)
    {
        Assert.Equal(HttpStatusCode.SeeOther, callback.Status);
        var page = await browser.OpenAsync(callback.Location!);
        return page.Status == HttpStatusCode.Redirect ? (await browser.OpenAsync(page.Location!)).Text : page.Text;
    }

    /// <summary>Presses Test step.</summary>
    /// <returns>The page that comes back.</returns>
    public async Task<string> TestStepAsync(Step step)
    {
        await browser.OpenAsync($"{step.Workflow}?step={step.Key}");
        var answer = await browser.SendFormAsync($"{step.Workflow}/steps/{step.Key}/test?step={step.Key}", false);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Text;
    }

    /// <summary>Takes the cookies whose name starts so out of the browser.</summary>
    public void Forget(string cookie)
    {
        foreach (var kept in cookies.GetAllCookies().Where(kept => kept.Name.StartsWith(cookie, StringComparison.Ordinal)))
            kept.Expired = true;
    }

    [GeneratedRegex("name=\"f.suggested\" value=\"([^\"]*)\"")]
    private static partial Regex SuggestedName();

    [GeneratedRegex("name=\"flow\" value=\"([^\"]+)\"")]
    private static partial Regex Flow();

    [GeneratedRegex("http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"")]
    private static partial Regex Refresh();

    [GeneratedRegex("<form method=\"post\" action=\"(/[^\"]*/connect/[^\"]*/(?:oauth|key)[^\"]*)\"")]
    private static partial Regex Action();
}

/// <summary>A step that waits for an account.</summary>
public sealed record Step(string Workflow, Guid WorkflowId, string Key, string App)
{
    /// <summary>Address of the connect form for this step.</summary>
    public string Connect(string method, Guid? connection = null) =>
        $"/{Workflow.Split('/')[1]}/connect/{App}?workflow={WorkflowId}&step={Key}&method={method}{(connection is { } id ? $"&connection={id}" : "")}";
}

/// <summary>Somebody whom the provider has just sent back with a code that was not used yet.</summary>
public sealed record Returning(Agency Agency, Guest Guest, Step Step, Started Started, string Callback)
{
    public static async Task<Returning> ToAsync(WebFixture web, Knobs? knobs = null, string app = "sandbox", string method = "oauth")
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        var step = await guest.AddStepAsync(agency.Slug, app);
        await web.TurnAsync(knobs ?? new() { AutoApprove = "acct_acme" });
        await web.ForgetCallsAsync();
        var started = await guest.StartAsync(step.Connect(method));
        return new(agency, guest, step, started, await guest.AskProviderAsync(started));
    }

    /// <summary>The state that the provider was sent with this attempt.</summary>
    public string State => Uri.UnescapeDataString(Callback.Split("state=")[1].Split('&')[0]);

    /// <summary>The key under which Redis knows it.</summary>
    public RedisKey StateKey => $"oauth-state:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(State)))}";

    /// <summary>Has Redis lose it, so that the attempt's row is all there is.</summary>
    public Task ForgetStateAsync(WebFixture web) => web.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase().KeyDeleteAsync(StateKey);

    public Task<Answer> FinishAsync(string? changed = null) => Guest.Browser.OpenAsync(changed ?? Callback);
}

/// <summary>An authorization that has begun.</summary>
public sealed record Started(Guid Flow, Uri Provider);
