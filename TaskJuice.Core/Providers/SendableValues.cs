using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Finds what a person typed that cannot travel where the app's file puts it, before anything is sent.</summary>
public static class SendableValues
{
    /// <summary>Field key to the sentence that says what is wrong; empty when everything can be sent.</summary>
    public static IReadOnlyDictionary<string, string> Problems(App app, ApiKeyMethod method, IReadOnlyDictionary<string, string> values)
    {
        var headers = Names([.. method.Send.Headers.Values, .. method.Probe.Headers.Values, .. method.Exchange?.Headers.Values ?? []]);
        var users = method.Send.Basic is { } basic ? Names([basic.User]) : [];
        var paths = Names([method.Probe.Url, .. method.Exchange is { } exchange ? [exchange.Url] : Array.Empty<string>()]);
        return app.Fields.Concat(method.Credentials)
            .Select(field => (field.Key, Problem: Problem(field, values.GetValueOrDefault(field.Key, ""))))
            .Where(field => field.Problem is not null).ToDictionary(field => field.Key, field => field.Problem!);

        string? Problem(AppField field, string value) =>
            headers.Contains(field.Key) && !value.All(char.IsAscii)
                ? $"The {field.Label} holds a character that cannot be sent to {app.Name}, such as an accented letter, a curly quote or a long dash. Copy it once more."
            // RFC 7617 section 2: the first colon ends the user name.
            : users.Contains(field.Key) && value.Contains(':') ? $"The {field.Label} cannot hold a colon. Copy it once more, without what stands before or behind the colon."
            : paths.Contains(field.Key) && value.Length > 0 && value.All(character => character == '.') ? $"The {field.Label} cannot consist of dots alone."
            : null;
    }

    private static HashSet<string> Names(IEnumerable<string> templates) => [.. templates.SelectMany(Template.Names)];
}
