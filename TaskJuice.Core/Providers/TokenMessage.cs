using System.Net.Http.Json;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>A POST by an authenticated client, in the format that the app's file defines.</summary>
internal static class TokenMessage
{
    public static HttpRequestMessage Post(TokenRequest request, string template, Dictionary<string, string> parameters)
    {
        var address = Destination.For(request.App, template, request.Settings);
        if (request.Client.Key == OAuthClient.Shared && !request.Method.SharedClientFits(address))
            throw EgressRefusedException.Host(
                address.IdnHost, $"The shared OAuth client of {request.App.Name} is not for {address.IdnHost}.");

        var message = new HttpRequestMessage(HttpMethod.Post, address);
        ClientCredentials.Put(message, parameters, request.Method.ClientAuthentication, request.Client.Id, request.Client.Secret.Reveal());
        message.Content = request.Method.TokenRequestFormat == TokenRequestFormat.Json
            ? JsonContent.Create(parameters)
            : new FormUrlEncodedContent(parameters);
        return message;
    }
}
