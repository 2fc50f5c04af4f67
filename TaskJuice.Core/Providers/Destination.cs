using TaskJuice.Core.Catalog;

namespace TaskJuice.Core.Providers;

/// <summary>Fills an address template and makes sure the result is still on the app's own hosts.</summary>
internal static class Destination
{
    public static Uri For(App app, string template, IReadOnlyDictionary<string, string> values)
    {
        var url = Filling.Url(template, values);
        return Filling.Allows(app, url, values)
            ? url
            : throw new EgressRefusedException($"{url.IdnHost} is not a host of {app.Name}.");
    }
}
