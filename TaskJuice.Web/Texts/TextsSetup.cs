namespace TaskJuice.Web.Texts;

internal static class TextsSetup
{
    private const string Language = "en";

    public static void AddTexts(this WebApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.AddSingleton<Words>();
        string[] languages = builder.Environment.IsDevelopment() ? [Language, PseudoLocale.Name] : [Language];
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Language).AddSupportedCultures(Language).AddSupportedUICultures(languages);
            options.ApplyCurrentCultureToResponseHeaders = true;
        });
    }
}
