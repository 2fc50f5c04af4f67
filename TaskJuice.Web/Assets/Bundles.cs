using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TaskJuice.Web.Assets;

/// <summary>
/// All styles and all scripts of the pages as one file each, put together when the program starts, so that a first visit asks for little.
/// The sources stay small files in <c>wwwroot</c>; there is no build step and nothing to keep in step by hand but these two lists.
/// </summary>
public sealed partial class Bundles(IWebHostEnvironment web)
{
    private static readonly string[] Styles = ["tokens", "base", "controls", "parts", "frame", "workflows", "accounts", "connect", "connections"];

    // Each line becomes a block of its own, so that scripts do not see each other's names. What one imports from another stands on its line.
    private static readonly string[][] Scripts =
    [
        ["dialog-address", "dialog"], ["connect-hints", "connect"],
        ["accounts"], ["arrange"], ["busy"], ["errors"], ["fields"], ["focus"], ["menus"], ["rename"], ["reveal"], ["theme"], ["toast"],
    ];

    public Bundle Css { get; } = new("/app.css", "text/css", string.Concat(Styles.Select(name => Read(web, $"css/{name}.css"))));

    public Bundle Js { get; } = new("/app.js", "text/javascript", string.Concat(Scripts.Select(names =>
        $"{{\n{string.Concat(names.Select(name => ModuleWords().Replace(Read(web, $"js/{name}.js"), "")))}}}\n")));

    private static string Read(IWebHostEnvironment web, string path)
    {
        using var reader = new StreamReader(web.WebRootFileProvider.GetFileInfo(path).CreateReadStream());
        return reader.ReadToEnd() + "\n";
    }

    [GeneratedRegex("^import .*$|^export ", RegexOptions.Multiline)]
    private static partial Regex ModuleWords();
}

/// <summary>One file for the browser; its address changes with its content.</summary>
public sealed class Bundle(string path, string type, string text)
{
    private readonly byte[] _content = Encoding.UTF8.GetBytes(text);

    public string Path => path;

    public string Address { get; } = $"{path}?v={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}";

    public IResult Answer(HttpContext context)
    {
        if (context.Request.Query.ContainsKey("v"))
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(_content, type);
    }
}
