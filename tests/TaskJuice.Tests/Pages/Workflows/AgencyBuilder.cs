using System.Text.RegularExpressions;

namespace TaskJuice.Tests.Pages.Workflows;

/// <summary>A person of a new agency who builds one workflow.</summary>
internal sealed partial class AgencyBuilder(Agency agency, Browser browser, string workflow)
{
    public Agency Agency => agency;

    public Browser Browser => browser;

    public string Workflow => workflow;

    public static async Task<AgencyBuilder> OpenAsync(WebFixture web)
    {
        var agency = await web.OpenAgencyAsync($"space-{Guid.NewGuid().ToString("N")[..8]}");
        var browser = (await web.SignInAsync(agency)).Browser;
        return new(agency, browser, await browser.CreateWorkflowAsync(agency.Slug, "Builder"));
    }

    /// <summary>A trigger and two actions: New record, Send message, Create ticket.</summary>
    public async Task<string[]> AddThreeAsync()
    {
        var first = await browser.AddStepAsync(workflow, "new-record");
        var second = await browser.AddStepAsync(workflow, "send-message", first);
        return [first, second, await browser.AddStepAsync(workflow, "create-ticket", second)];
    }

    /// <summary>Opens the builder and remembers what its forms would carry.</summary>
    /// <param name="step">The step whose panel is open.</param>
    /// <param name="action">The end of the form's address.</param>
    public async Task<(string Version, string Was)> SeeAsync(string step, string action)
    {
        var page = await browser.OpenAsync($"{workflow}?step={step}");
        var form = page.Text[page.Text.IndexOf($"action=\"{workflow}/{action}", StringComparison.Ordinal)..];
        var seen = Seen().Match(form);
        return (seen.Groups[1].Value, seen.Groups[2].Value);
    }

    public Task<Answer> SendAsync(string action, (string Version, string Was) seen, params (string, string)[] fields) =>
        browser.SendFormAsync($"{workflow}/{action}", true, [("version", seen.Version), ("was", seen.Was), .. fields]);

    public Task<Answer> ChooseAsync(string step, Guid account) =>
        browser.SendFormAsync($"{workflow}/steps/{step}/account", true, ("connection", account.ToString()));

    [GeneratedRegex("name=\"version\" value=\"([0-9]+)\" />\\s*<input type=\"hidden\" name=\"was\" value=\"([^\"]*)\"")]
    private static partial Regex Seen();
}
