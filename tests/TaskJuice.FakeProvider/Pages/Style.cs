namespace TaskJuice.FakeProvider.Pages;

public static class Style
{
    public static void MapStyle(this IEndpointRouteBuilder app) => app.MapGet("/provider.css", () =>
        Results.Stream(typeof(Style).Assembly.GetManifestResourceStream("provider.css")!, "text/css"));
}
