using System.Net;
using System.Net.Http.Headers;
using TaskJuice.Tests.Connections;
using TaskJuice.Tests.Pages.Workflows;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>What one knock at a door brought.</summary>
internal sealed record Reply(string Request, HttpStatusCode Status, string Body, string? Location, HttpResponseHeaders Headers)
{
    /// <summary>The verbs that a refusal says the address takes.</summary>
    public ICollection<string> Allowed { get; init; } = [];

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}

internal static class Knock
{
    public static Task<Reply> GetAsync(this Browser browser, string address) => SendAsync(browser, new(HttpMethod.Get, address));

    /// <summary>Sends a form with everything that any form of the program reads.</summary>
    public static Task<Reply> PostAsync(this Browser browser, string address, string? token, Names names) =>
        SendAsync(browser, new(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = token ?? "",
                ["name"] = "Hijacked",
                ["title"] = "Hijacked",
                ["to"] = "Down",
                ["operation"] = "new-record",
                ["connection"] = names.Connection.ToString(),
                ["with"] = names.Connection.ToString(),
                ["flow"] = Guid.NewGuid().ToString(),
                ["choice"] = "org_1",
                ["f.name"] = "Hijacked",
                ["f.key"] = "sk_sandbox_acme",
                ["email"] = "nobody@walls.test",
                ["password"] = "wrong-password",
            }),
        });

    /// <summary>A token for forms, as the person's pages hold it.</summary>
    public static async Task<string> TokenAsync(this Guest guest, string workspace)
    {
        var page = await guest.Browser.OpenAsync($"/{workspace}/workflows");
        return page.Text.Split("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"")[1].Split('"')[0];
    }

    public static async Task<Reply> SendAsync(this Browser browser, HttpRequestMessage request)
    {
        var stop = TestContext.Current.CancellationToken;
        using var response = await browser.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        var endless = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var body = endless ? "" : await response.Content.ReadAsStringAsync(stop);
        return new($"{request.Method} {request.RequestUri}", response.StatusCode, body, response.Headers.Location?.OriginalString, response.Headers) { Allowed = response.Content.Headers.Allow };
    }
}
