using System.Net.Http.Json;
using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Fills the templates of an exchange.</summary>
internal static class ExchangeMessage
{
    public static HttpRequestMessage Post(ExchangeRequest request, DateTimeOffset now)
    {
        var exchange = request.Exchange;
        var values = new Dictionary<string, string>(request.Settings);
        foreach (var (name, secret) in request.Credential)
            values[name] = secret.Reveal();

        var message = new HttpRequestMessage(HttpMethod.Post, Destination.For(request.App, exchange.Url, values));
        var parameters = exchange.Parameters.ToDictionary(parameter => parameter.Key, parameter => Template.Plain(parameter.Value, values));
        foreach (var (name, template) in exchange.Headers)
            message.Headers.TryAddWithoutValidation(name, Destination.Header(template, values));

        if (exchange.Client is { } client)
            ClientCredentials.Put(
                message, parameters, client.Authentication, Template.Plain(client.Id, values), Template.Plain(client.Secret, values));

        if (exchange.Assertion is { } assertion)
            parameters[assertion.Parameter] = AssertionWriter.Sign(assertion, values, now);

        message.Content = exchange.Format == TokenRequestFormat.Json
            ? JsonContent.Create(parameters) : new FormUrlEncodedContent(parameters);
        return message;
    }
}
