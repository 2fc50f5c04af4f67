using System.Net.Http.Headers;
using System.Text;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Adds client id and secret to a token request (RFC 6749 section 2.3.1).</summary>
internal static class ClientCredentials
{
    public static void Put(
        HttpRequestMessage message, Dictionary<string, string> parameters, ClientAuthentication authentication, string id, string secret)
    {
        if (authentication == ClientAuthentication.Basic)
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Basic(id, secret));
        else
            (parameters["client_id"], parameters["client_secret"]) = (id, secret);
    }

    // Form-encoded first, so that a colon or an umlaut cannot shift the separator between id and secret.
    private static string Basic(string id, string secret) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FormEncode(id)}:{FormEncode(secret)}"));

    private static string FormEncode(string value) => Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal);
}
