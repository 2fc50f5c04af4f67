using System.Net;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests;

/// <summary>A signed-in person with a browser: keeps cookies, sends the forms of the pages it opened, goes where they lead.</summary>
internal sealed class Person : IDisposable
{
    private const string Password = "TaskJuice-demo-1";
    private const string TokenField = "__RequestVerificationToken";

    private readonly Cookies _cookies = new();
    private readonly HttpClient _http;
    private string _token = "";

    private Person(string web, DelegatingHandler? through)
    {
        through?.InnerHandler = _cookies;
        _http = new(through ?? (HttpMessageHandler)_cookies) { BaseAddress = new(web), Timeout = TimeSpan.FromSeconds(90) };
    }

    /// <summary>Everything the browser was told to keep.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _cookies.Jar;

    /// <summary>The antiforgery token of the page opened last.</summary>
    public string Token => _token;

    /// <param name="system">The system.</param>
    /// <param name="web">Which of its Webs.</param>
    /// <param name="email">Who it is.</param>
    /// <param name="through">What stands between the browser and the Web, if anything.</param>
    public static Task<Person> SignInAsync(TestSystem system, int web = 0, string email = "ada@example.test", DelegatingHandler? through = null) =>
        SignInAsync(system.WebUrls[web], email, through);

    /// <param name="address">Of a Web.</param>
    /// <param name="email">Who it is.</param>
    /// <param name="through">What stands between the browser and the Web, if anything.</param>
    public static async Task<Person> SignInAsync(string address, string email = "ada@example.test", DelegatingHandler? through = null)
    {
        var person = new Person(address, through);
        await person.OpenAsync("/sign-in");
        var answer = await person.SendAsync("/sign-in", ("email", email), ("password", Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return person;
    }

    public Task<Page> OpenAsync(string address) => AskAsync(new(HttpMethod.Get, address));

    /// <summary>Asks as the script of an open page does, for the part that changed.</summary>
    /// <param name="address">Of the part.</param>
    /// <param name="page">Of the page.</param>
    public Task<Page> PollAsync(string address, string page) => AskAsync(new(HttpMethod.Get, address)
    {
        Headers = { { "HX-Request", "true" }, { "HX-Request-Type", "partial" }, { "HX-Current-URL", new Uri(_http.BaseAddress!, page).AbsoluteUri } },
    });

    /// <summary>Sends a form with the token of the page opened last.</summary>
    public Task<Page> SendAsync(string address, params (string Name, string Value)[] fields) => AskAsync(new(HttpMethod.Post, address)
    {
        Content = new FormUrlEncodedContent(fields.Append((TokenField, _token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
    });

    /// <summary>Goes on until a page stays.</summary>
    public async Task<Page> FollowAsync(Page page)
    {
        while (page.Next is { } next)
            page = await OpenAsync(next.AbsoluteUri);
        return page;
    }

    /// <summary>Makes a workflow with one step of an app.</summary>
    public async Task<Step> AddStepAsync(string workspace, string app, string operation)
    {
        await OpenAsync($"/{workspace}/workflows");
        var workflow = (await SendAsync($"/{workspace}/workflows", ("name", "Follow up"))).Location!.AbsolutePath;
        await OpenAsync(workflow);
        var added = await SendAsync($"{workflow}/steps/add?app={app}", ("operation", operation));
        Assert.Equal(HttpStatusCode.SeeOther, added.Status);
        return new(workspace, app, workflow, added.Location!.Query.Split("step=")[1]);
    }

    /// <summary>Asks to connect by OAuth.</summary>
    /// <returns>The page that leads to the provider.</returns>
    public async Task<Page> StartOAuthAsync(Step step, string method = "oauth")
    {
        var form = await OpenAsync(step.Connect(method));
        return await SendAsync(step.Connect(method, "/oauth"), ("flow", form.Hidden("flow")!), ("mode", ""));
    }

    /// <summary>Connects by OAuth while the provider consents by itself.</summary>
    public async Task ConnectAsync(Step step, string method = "oauth")
    {
        var end = await FollowAsync(await StartOAuthAsync(step, method));
        Assert.Equal(HttpStatusCode.OK, end.Status);
        Assert.Contains("id=\"chosen-account\"", end.Html);
    }

    /// <summary>Connects with a key or with a pair of values.</summary>
    public async Task<Page> ConnectAsync(Step step, string method, params (string Name, string Value)[] fields)
    {
        await OpenAsync(step.Connect(method));
        return await SendAsync(step.Connect(method, "/key"), fields);
    }

    /// <summary>Sends "Test step".</summary>
    public Task<Page> TestAsync(Step step) => SendAsync($"{step.Workflow}/steps/{step.Key}/test");

    public void Dispose() => _http.Dispose();

    private async Task<Page> AskAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var location = response.Headers.Location is { } to ? new Uri(response.RequestMessage!.RequestUri!, to) : null;
        var page = new Page(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), location);
        _token = page.Hidden(TokenField) ?? _token;
        return page;
    }
}

/// <summary>A step of a workflow.</summary>
internal sealed record Step(string Workspace, string App, string Workflow, string Key)
{
    public string Address => $"{Workflow}?step={Key}";

    public string Connect(string method, string to = "") =>
        $"/{Workspace}/connect/{App}{to}?workflow={Workflow.Split('/')[^1]}&step={Key}&method={method}";
}
