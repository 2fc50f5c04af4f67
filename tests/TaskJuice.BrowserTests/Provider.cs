namespace TaskJuice.BrowserTests;

/// <summary>The provider's pages as a person uses them.</summary>
internal static class Provider
{
    public const string AcmeOps = "ops@acme.test";
    public const string GlobexSales = "sales@globex.test";
    public const string InitechSolo = "solo@initech.test";

    /// <summary>Tells who is there; the consent page follows.</summary>
    public static async Task SignInAsync(IPage window, string email = AcmeOps)
    {
        await window.GetByLabel("Email").FillAsync(email);
        await window.GetByLabel("Password").FillAsync("provider");
        await window.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(window.GetByRole(AriaRole.Button, new() { Name = "Allow" })).ToBeVisibleAsync();
    }

    /// <summary>Goes on as somebody who signed in before.</summary>
    public static Task ContinueAsync(IPage window, string name = "Acme Ops") =>
        window.GetByRole(AriaRole.Button, new() { Name = $"Continue as {name}" }).ClickAsync();

    public static Task AllowAsync(IPage window) => window.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();

    public static Task DenyAsync(IPage window) => window.GetByRole(AriaRole.Button, new() { Name = "Deny" }).ClickAsync();
}
