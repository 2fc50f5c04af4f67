using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace TaskJuice.Tests.FakeProvider;

/// <summary>A person with a browser that keeps cookies and knows no script.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _browser;

    public Visitor(Uri home) =>
        _browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = home };

    public Task<Sight> GetAsync(string url) => FollowAsync(new HttpRequestMessage(HttpMethod.Get, url));

    public async Task<Sight> SignInAsync(Sight page, string email, string password = "provider") =>
        await SubmitAsync(page, "Sign in", ("Form.Email", email), ("Form.Password", password));

    /// <summary>Presses the button with this text in the form that holds it.</summary>
    public Task<Sight> SubmitAsync(Sight page, string button, params (string Name, string Value)[] typed)
    {
        var form = Form().Matches(page.Html).First(form => Buttons(form.Value).Any(found => found.Text == button)).Value;
        var fields = SentFields(form).Concat(typed.Select(field => KeyValuePair.Create(field.Name, field.Value))).ToList();
        var pressed = Buttons(form).First(found => found.Text == button);
        if (pressed.Name.Length > 0)
            fields.Add(new(pressed.Name, pressed.Value));
        var action = Attribute(form, "action") is { Length: > 0 } target ? target : page.Url;
        return form.Contains("method=\"post\"")
            ? FollowAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) })
            : GetAsync(QueryHelpers.AddQueryString(action, fields.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value))));
    }

    public void Dispose() => _browser.Dispose();

    private async Task<Sight> FollowAsync(HttpRequestMessage request)
    {
        while (true)
        {
            using var response = await _browser.SendAsync(request);
            var location = response.Headers.Location?.OriginalString;
            if (location is null || !location.StartsWith('/'))
                return await Sight.ReadAsync(response, location);
            request = new HttpRequestMessage(HttpMethod.Get, location);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> SentFields(string form) =>
        from Match input in Input().Matches(form)
        where Attribute(input.Value, "type") is "hidden" or "checkbox"
        select KeyValuePair.Create(Attribute(input.Value, "name"), Attribute(input.Value, "value"));

    private static IEnumerable<(string Text, string Name, string Value)> Buttons(string form) =>
        from Match button in Button().Matches(form)
        select (WebUtility.HtmlDecode(button.Groups["text"].Value), Attribute(button.Value, "name"), Attribute(button.Value, "value"));

    private static string Attribute(string tag, string name) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $"""^<[^>]*\s{name}="([^"]*)" """.TrimEnd()).Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<button[^>]*>(?<text>[^<]*)</button>")]
    private static partial Regex Button();
}

/// <summary>What the browser shows, or the foreign address it was sent to.</summary>
public sealed record Sight(HttpStatusCode Status, string Url, string Html, string? Location, IReadOnlyDictionary<string, string> Headers)
{
    public Dictionary<string, string> Answer =>
        QueryHelpers.ParseQuery(new Uri(Location!).Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    public static async Task<Sight> ReadAsync(HttpResponseMessage response, string? location) => new(
        response.StatusCode,
        response.RequestMessage!.RequestUri!.PathAndQuery,
        await response.Content.ReadAsStringAsync(),
        location,
        response.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value)));

    public void Says(string text) => Assert.Contains(text, WebUtility.HtmlDecode(Html));
}
