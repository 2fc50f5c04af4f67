using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace TaskJuice.Core.Catalog.Files;

/// <summary>Parses the text of an app file into an <see cref="App"/>, or reports errors.</summary>
internal sealed partial class AppReader(Services services, bool development, List<CatalogError> errors)
{
    /// <summary>The app of this file; null when it is invalid, or is for Development only and this is not Development.</summary>
    public App? Read(AppFile file)
    {
        if (Parse(file) is not { } root)
            return null;

        var forDevelopment = root.Children.TryGetValue(new YamlScalarNode("development"), out var flag)
            && flag is YamlScalarNode { Value: "true" };
        if (forDevelopment && !(development && services.Fill(root)))
            return null;

        var before = errors.Count;
        var app = Read(new MapReader(root, "", file.Name, errors), file.Slug);
        return errors.Count == before ? app : null;
    }

    private YamlMappingNode? Parse(AppFile file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(file.Text));
            if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
                errors.Add(new CatalogError(file.Name, 1, "", "An app file must be a map of keys and values."));
            else if (Alias(file) is { } alias)
                errors.Add(new CatalogError(file.Name, (int)alias.Line, "", "An alias (*name) cannot be used here; write the value out."));
            else
                return root;
        }
        catch (YamlException problem)
        {
            var duplicate = problem.Message.Contains("uplicate", StringComparison.Ordinal);
            errors.Add(new CatalogError(file.Name, (int)problem.Start.Line, duplicate ? KeyAt(file, problem.Start) : "",
                duplicate ? "is a duplicate key." : $"This is not YAML: {problem.Message}"));
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet's messages for a line that is neither a key with a value nor part of a text.
            errors.Add(new CatalogError(
                file.Name, LastReadable(file), "",
                "This is not YAML: what follows this line is neither a key with a value nor part of a string."));
        }

        return null;
    }

    // Recursive aliases and exponential expansion ("billion laughs") would keep any traversal busy forever.
    private static Mark? Alias(AppFile file)
    {
        var parser = new Parser(new StringReader(file.Text));
        while (parser.MoveNext())
        {
            if (parser.Current is AnchorAlias alias)
                return alias.Start;
        }

        return null;
    }

    private static int LastReadable(AppFile file)
    {
        var (parser, line) = (new Parser(new StringReader(file.Text)), 1L);
        try
        {
            while (parser.MoveNext())
                line = parser.Current!.End.Line;
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or YamlException)
        {
            // Found.
        }

        return (int)line;
    }

    private static string KeyAt(AppFile file, Mark mark) =>
        KeyForm().Match(file.Text.Split('\n').ElementAtOrDefault((int)mark.Line - 1)?[((int)mark.Column - 1)..] ?? "").Value;

    private static App Read(MapReader map, string slug)
    {
        var isDevelopment = map.Flag("development", false);
        var fields = FieldReader.Read(map, "fields", secrets: false);
        var hosts = HostsReader.Read(map, fields, isDevelopment);
        var methods = Methods(map, new TemplateScope(fields, hosts, isDevelopment));
        var app = new App
        {
            Slug = slug,
            Name = map.Text("name"),
            Category = map.Text("category"),
            Summary = map.MaybeText("summary"),
            Words = map.Texts("words"),
            Docs = map.Link("docs") ?? Unknown(map),
            Checked = map.Date("checked"),
            DevelopmentOnly = isDevelopment,
            Fields = fields,
            Hosts = hosts,
            Methods = methods,
            Operations = OperationsReader.Read(map, methods),
        };
        map.End();
        return app;
    }

    private static Uri Unknown(MapReader map)
    {
        if (!map.Has("docs"))
            map.Missing("docs");
        return new Uri("https://example.invalid");
    }

    private static IReadOnlyList<AuthMethod> Methods(MapReader map, TemplateScope scope)
    {
        var methods = new List<AuthMethod>();
        var entries = map.Maps("methods");
        foreach (var entry in entries)
        {
            if (MethodReader.Read(entry, scope) is not { } method)
                continue;
            if (!SlugForm().IsMatch(method.Key))
                entry.Wrong(entry.OnlyKey()!, $"has the key {method.Key}; use a-z, 0-9 and hyphens.");
            if (methods.Any(other => other.Key == method.Key))
                entry.Wrong(entry.OnlyKey()!, $"repeats the key {method.Key}; give one of them another key.");
            methods.Add(method);
        }

        if (entries.Count == 0)
            map.Missing("methods", "is missing or empty; an app needs at least one method");
        return methods;
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    internal static partial Regex SlugForm();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+")]
    private static partial Regex KeyForm();
}
