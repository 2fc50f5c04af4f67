using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Fills the templates of a call and ensures that the address is on one of the app's hosts.</summary>
internal static class Destination
{
    public static Uri For(App app, string template, IReadOnlyDictionary<string, string> values)
    {
        var url = Filled(() => Template.Url(template, values));
        return app.Allows(url, values)
            ? url
            : throw EgressRefusedException.Host(
                url.IdnHost, $"{url.IdnHost} is not a host of {app.Name}.", UrlTemplate.Of(template)?.Origin);
    }

    /// <summary>A header value. Only ASCII has a defined meaning in headers (RFC 9110 section 5.5).</summary>
    public static string Header(string template, IReadOnlyDictionary<string, string> values)
    {
        var text = Filled(() => Template.Header(template, values));
        return text.All(char.IsAscii) ? text : throw EgressRefusedException.Value(
            "A value contains characters that are not allowed in a header.",
            Template.Names(template).FirstOrDefault(name => !values[name].All(char.IsAscii)));
    }

    /// <summary>User name and password of HTTP Basic in UTF-8 (RFC 7617 section 2.1). A colon would end the user name.</summary>
    public static string Basic(BasicAuth basic, IReadOnlyDictionary<string, string> values)
    {
        var (user, password) = (Filled(() => Template.Header(basic.User, values)), Filled(() => Template.Header(basic.Password, values)));
        return user.Contains(':')
            ? throw EgressRefusedException.Value(
                "A user name for HTTP Basic cannot contain a colon.",
                Template.Names(basic.User).FirstOrDefault(name => values[name].Contains(':')))
            : Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}"));
    }

    /// <summary>Fills a template; when it cannot be filled, the call is refused before it is sent.</summary>
    public static T Filled<T>(Func<T> fill)
    {
        try
        {
            return fill();
        }
        catch (TemplateException unfit)
        {
            throw EgressRefusedException.Value(unfit.Message, unfit.Name);
        }
    }
}
