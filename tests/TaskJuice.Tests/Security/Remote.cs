using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace TaskJuice.Tests.Security;

/// <summary>A browser at an address of the network, which an ordinary test client has not.</summary>
internal sealed partial class Remote(TestServer server, string from, string? forwardedFor = null)
{
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>A process as it runs in production, where tries are counted strictly.</summary>
    public static async Task<TestServer> ServerAsync(WebFixture web, params (string, string)[] settings) =>
        (TestServer)(await web.StartHostAsync([("environment", "Production"), .. settings])).GetRequiredService<IServer>();

    /// <summary>Sends the form of the sign-in page.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<int> SignInAsync(string email, string password)
    {
        var form = await AskAsync(_ => { });
        var page = await new StreamReader(form.Response.Body).ReadToEndAsync(TestContext.Current.CancellationToken);
        using var body = new FormUrlEncodedContent([new("email", email), new("password", password), new("__RequestVerificationToken", Token().Match(page).Groups[1].Value)]);
        var answer = await AskAsync(request =>
            (request.Method, request.ContentType, request.Body) = ("POST", body.Headers.ContentType!.ToString(), body.ReadAsStream()));
        return answer.Response.StatusCode;
    }

    private async Task<HttpContext> AskAsync(Action<HttpRequest> change)
    {
        var answer = await server.SendAsync(
            context =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(from);
                (context.Request.Scheme, context.Request.Host, context.Request.Path, context.Request.Method) = ("https", new("localhost"), "/sign-in", "GET");
                context.Request.Headers["X-Forwarded-For"] = forwardedFor;
                context.Request.Headers.Cookie = string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
                change(context.Request);
            },
            TestContext.Current.CancellationToken);
        foreach (var cookie in answer.Response.Headers.SetCookie)
            _cookies[cookie![..cookie!.IndexOf('=')]] = cookie.Split(';')[0][(cookie.IndexOf('=') + 1)..];
        return answer;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
