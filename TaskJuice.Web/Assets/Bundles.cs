using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace TaskJuice.Web.Assets;

/// <summary>
/// All styles and all scripts of the pages as one file each, put together when the program starts, so that a first visit asks for little.
/// The sources stay small files in <c>wwwroot</c>; there is no build step and nothing to keep in step by hand but these two lists.
/// </summary>
public sealed partial class Bundles(IWebHostEnvironment web, IFileVersionProvider versions)
{
    private static readonly string[] Styles = ["font", "tokens", "base", "controls", "parts", "frame", "workflows", "accounts", "connect", "connections"];

    private static readonly string[] Scripts =
    [
        "dialog", "connect-late", "connect", "accounts", "arrange", "busy", "copy", "errors", "fields", "focus", "menus", "rename", "reveal", "search", "theme", "toast", "working",
    ];

    public Bundle Css { get; } = new("/app.css", "text/css", string.Concat(Styles.Select(name => File().Replace(Read(web, $"css/{name}.css"), file => versions.AddFileVersionToPath("", file.Value)))));

    public Bundle Js { get; } = new("/app.js", "text/javascript", string.Concat(Scripts.Select(script => Block(web, Read(web, $"js/{script}.js")))));

    // A block keeps a script's names to itself; what it imports comes out of a function that keeps the rest.
    private static string Block(IWebHostEnvironment web, string script) =>
        $"{{\n{string.Concat(Import().Matches(script).Select(import => Imported(Read(web, $"js/{import.Groups[1].Value}.js"))))}{Import().Replace(script, "")}}}\n";

    private static string Imported(string script)
    {
        var names = string.Join(", ", Export().Matches(script).Select(match => match.Groups[1].Value));
        return $"const {{ {names} }} = (() => {{\n{Export().Replace(script, "")}return {{ {names} }};\n}})();\n";
    }

    private static string Read(IWebHostEnvironment web, string path)
    {
        using var reader = new StreamReader(web.WebRootFileProvider.GetFileInfo(path).CreateReadStream());
        return reader.ReadToEnd() + "\n";
    }

    // A file that a style names, such as a font: its address changes with its content, as all others do.
    [GeneratedRegex(@"(?<=url\("")/[^""]+(?=""\))")]
    private static partial Regex File();

    [GeneratedRegex("""^import \{[^}]*\} from "\./([\w-]+)\.js";$""", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"^export (?=(?:const|function) (\w+))", RegexOptions.Multiline)]
    private static partial Regex Export();
}

/// <summary>One file for the browser; its address changes with its content.</summary>
public sealed class Bundle(string path, string type, string text)
{
    private readonly byte[] _content = Encoding.UTF8.GetBytes(text);

    public string Path => path;

    public string Address { get; } = $"{path}?v={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}";

    public IResult Answer(HttpContext context)
    {
        if ($"{path}{context.Request.QueryString}" == Address)
            context.Response.Headers.CacheControl = Kept.ForGood;
        return Results.Bytes(_content, type);
    }
}
