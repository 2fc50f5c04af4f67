using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Finds typed values that cannot be sent where the app's file uses them, before anything is sent.</summary>
public static class SendableValues
{
    /// <summary>Field key to error; empty when everything can be sent.</summary>
    public static IReadOnlyDictionary<string, FieldProblem> Problems(
        App app, ApiKeyMethod method, IReadOnlyDictionary<string, string> values)
    {
        var headers = Names([.. method.Send.Headers.Values, .. method.Probe.Headers.Values, .. method.Exchange?.Headers.Values ?? []]);
        var users = method.Send.Basic is { } basic ? Names([basic.User]) : [];
        var paths = Names([method.Probe.Url, .. method.Exchange is { } exchange ? [exchange.Url] : Array.Empty<string>()]);
        return app.Fields.Concat(method.Credentials)
            .Select(field => (field.Key, Problem: Problem(field.Key, values.GetValueOrDefault(field.Key, ""))))
            .Where(field => field.Problem is not null).ToDictionary(field => field.Key, field => field.Problem!.Value);

        FieldProblem? Problem(string key, string value) =>
            headers.Contains(key) && !value.All(char.IsAscii) ? FieldProblem.NotAscii
            // RFC 7617 section 2: the first colon ends the user name.
            : users.Contains(key) && value.Contains(':') ? FieldProblem.HasColon
            : paths.Contains(key) && value.Length > 0 && value.All(character => character == '.') ? FieldProblem.OnlyDots
            : null;
    }

    private static HashSet<string> Names(IEnumerable<string> templates) => [.. templates.SelectMany(Template.Names)];
}
