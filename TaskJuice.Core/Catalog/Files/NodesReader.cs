namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads <c>nodes</c>, what a workflow can do with the app.</summary>
internal static class NodesReader
{
    public static IReadOnlyList<AppNode> Read(MapReader map, IReadOnlyList<AuthMethod> methods)
    {
        var nodes = new List<AppNode>();
        foreach (var entry in map.Maps("nodes"))
        {
            var node = Read(entry);
            if (node.Key.Length > 0 && !AppReader.SlugForm().IsMatch(node.Key))
                entry.Wrong("key", "must hold only a-z, 0-9 and single hyphens.");
            if (nodes.Any(other => other.Key == node.Key))
                entry.Wrong("key", $"repeats {node.Key}.");
            foreach (var method in node.Auth.Where(method => methods.All(other => other.Key != method)))
                entry.Wrong("auth", $"names {method}, which is not a method of this app; its methods are {string.Join(", ", methods.Select(other => other.Key))}.");
            foreach (var scope in node.Needs.Where(scope => !methods.OfType<OAuthMethod>().Any(method => method.Permissions.ContainsKey(scope))))
                entry.Wrong("needs", $"names {scope}, which no method lists under permissions.");
            nodes.Add(node);
        }

        if (nodes.Count == 0)
            map.Missing("nodes", "is missing or empty; an app needs at least one trigger or action");
        return nodes;
    }

    private static AppNode Read(MapReader map)
    {
        if (!map.Has("kind"))
            map.Missing("kind");
        var node = new AppNode
        {
            Kind = map.Choice("kind", NodeKind.Action),
            Key = map.Text("key"),
            Name = map.Text("name"),
            Words = map.Texts("words"),
            Auth = map.Texts("auth"),
            Needs = map.Texts("needs"),
        };
        map.End();
        return node;
    }
}
