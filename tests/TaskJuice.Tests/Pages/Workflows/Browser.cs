using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Pages.Workflows;

/// <summary>What a person does in a browser: open pages, send their forms, follow what comes back.</summary>
public sealed partial class Browser(HttpClient http)
{
    private string _token = "";
    private string _person = "";

    public HttpClient Http => http;

    /// <summary>Opens a page and remembers what its forms hide for the next form.</summary>
    public async Task<Answer> OpenAsync(string address, bool fragment = false) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, address), fragment);

    /// <summary>Sends a form with what those of the page seen last hide.</summary>
    public async Task<Answer> SendFormAsync(string address, bool fragment, params (string Name, string Value)[] fields)
    {
        var all = fields.Append(("__RequestVerificationToken", _token)).Append(("__person", _person)).Select(field => KeyValuePair.Create(field.Item1, field.Item2));
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(all) }, fragment);
    }

    /// <summary>From here on forms hide nothing of ours, as those of another site.</summary>
    public void LeaveOurPages() => (_token, _person) = ("", "");

    public async Task SignInAsync(string email, string password)
    {
        await OpenAsync("/sign-in");
        var answer = await SendFormAsync("/sign-in", false, ("email", email), ("password", password));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
    }

    /// <summary>Makes a workflow by its form.</summary>
    /// <returns>Its address.</returns>
    public async Task<string> CreateWorkflowAsync(string workspace, string name)
    {
        await OpenAsync($"/{workspace}/workflows");
        var answer = await SendFormAsync($"/{workspace}/workflows", false, ("name", name));
        await OpenAsync(answer.Location!);
        return answer.Location!;
    }

    /// <summary>Adds a step of the sandbox app behind another one.</summary>
    /// <returns>Its key.</returns>
    public async Task<string> AddStepAsync(string workflow, string operation, string? after = null)
    {
        var answer = await SendFormAsync($"{workflow}/steps/add?app=sandbox&after={after}", false, ("operation", operation));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return answer.Location!.Split("step=")[1];
    }

    private async Task<Answer> SendAsync(HttpRequestMessage request, bool fragment)
    {
        if (fragment)
        {
            request.Headers.Add("HX-Request", "true");
            request.Headers.Add("HX-Request-Type", "partial");
            request.Headers.Add("HX-Current-URL", new Uri(http.BaseAddress!, request.RequestUri!).AbsoluteUri);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (Token().Match(body) is { Success: true } token)
            _token = WebUtility.HtmlDecode(token.Groups[1].Value);
        if (Person().Match(body) is { Success: true } person)
            _person = person.Groups[1].Value;

        // Marks for translators change nothing of what is said; that they stand where they should, the pseudo-locale's journey sees.
        var text = WebUtility.HtmlDecode(body).Replace(" translate=\"no\"", "");
        return new(response.StatusCode, text, response.Headers.Location?.OriginalString, response.Headers, body);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"__person\" value=\"([^\"]+)\"")]
    private static partial Regex Person();
}

/// <summary>What came back.</summary>
public sealed partial record Answer(
    HttpStatusCode Status, string Text, string? Location, System.Net.Http.Headers.HttpResponseHeaders Headers, string Raw)
{
    /// <summary>Titles of the steps as the builder numbers them.</summary>
    public IReadOnlyList<string> Steps => [.. StepTitle().Matches(Text).Select(match => match.Groups[1].Value)];

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    [GeneratedRegex("id=\"title-[^>]*>(\\d+\\. [^<]*)</a>")]
    private static partial Regex StepTitle();
}
