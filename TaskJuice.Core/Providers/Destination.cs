using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Fills the templates of a call, and makes sure an address is still on the app's own hosts.</summary>
internal static class Destination
{
    public static Uri For(App app, string template, IReadOnlyDictionary<string, string> values)
    {
        var url = Filled(() => Template.Url(template, values));
        return app.Allows(url, values)
            ? url
            : throw new EgressRefusedException($"{url.IdnHost} is not a host of {app.Name}.");
    }

    /// <summary>A header value. Beyond ASCII there is no agreement on how it would be read (RFC 9110 section 5.5).</summary>
    public static string Header(string template, IReadOnlyDictionary<string, string> values)
    {
        var text = Filled(() => Template.Header(template, values));
        return text.All(char.IsAscii) ? text : throw new EgressRefusedException("The value holds characters that no header can carry.");
    }

    private static T Filled<T>(Func<T> fill)
    {
        try
        {
            return fill();
        }
        catch (TemplateException unfit)
        {
            throw new EgressRefusedException(unfit.Message);
        }
    }
}
