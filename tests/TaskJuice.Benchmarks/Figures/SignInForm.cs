using System.Net;
using System.Text.RegularExpressions;

namespace TaskJuice.Benchmarks.Figures;

/// <summary>The sign-in form as a browser gets it: its token, and the cookies that go with it.</summary>
internal sealed partial record SignInForm(string Token, string Cookies)
{
    public const string Path = "/sign-in";

    public static async Task<SignInForm> OpenAsync(HttpClient http)
    {
        using var form = await http.GetAsync(Path);
        return new(WebUtility.HtmlDecode(Input().Match(await form.Content.ReadAsStringAsync()).Groups[1].Value), CookiesOf(form));
    }

    /// <summary>The form's fields with an address and a password.</summary>
    public FormUrlEncodedContent Fill(string email, string password) =>
        new([new("email", email), new("password", password), new("__RequestVerificationToken", Token)]);

    public static string CookiesOf(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Input();
}
