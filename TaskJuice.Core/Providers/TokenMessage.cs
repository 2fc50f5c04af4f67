using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>A POST by an authenticated client (RFC 6749 section 2.3.1), in the form the app's file wants.</summary>
internal static class TokenMessage
{
    public static HttpRequestMessage Post(TokenRequest request, string template, Dictionary<string, string> parameters)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, Destination.For(request.App, template, request.Settings));
        if (request.Method.ClientAuthentication == ClientAuthentication.Basic)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", BasicCredentials(request.Client));
        }
        else
        {
            parameters["client_id"] = request.Client.Id;
            parameters["client_secret"] = request.Client.Secret.Reveal();
        }

        message.Content = request.Method.TokenRequestFormat == TokenRequestFormat.Json
            ? JsonContent.Create(parameters)
            : new FormUrlEncodedContent(parameters);
        return message;
    }

    // Form-encoded first, so that a colon or an umlaut cannot move the boundary between id and secret.
    private static string BasicCredentials(OAuthClient client) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FormEncode(client.Id)}:{FormEncode(client.Secret.Reveal())}"));

    private static string FormEncode(string value) => Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal);
}
