namespace TaskJuice.Core.Catalog.Files;

/// <summary>Reads <c>operations</c>, the triggers and actions of the app.</summary>
internal static class OperationsReader
{
    public static IReadOnlyList<Operation> Read(MapReader map, IReadOnlyList<AuthMethod> methods)
    {
        var operations = new List<Operation>();
        foreach (var entry in map.Maps("operations"))
        {
            var operation = Read(entry);
            if (operation.Key.Length > 0 && !AppReader.SlugForm().IsMatch(operation.Key))
                entry.Wrong("key", "must contain only a-z, 0-9 and single hyphens.");
            if (operations.Any(other => other.Key == operation.Key))
                entry.Wrong("key", $"repeats {operation.Key}.");
            foreach (var method in operation.Auth.Where(method => methods.All(other => other.Key != method)))
                entry.Wrong("auth", $"names {method}, which is not a method of this app; "
                    + $"its methods are {string.Join(", ", methods.Select(other => other.Key))}.");
            foreach (var scope in operation.Needs.Where(scope => !methods.OfType<OAuthMethod>()
                .Any(method => method.Permissions.ContainsKey(scope))))
                entry.Wrong("needs", $"names {scope}, which no method lists under permissions.");
            operations.Add(operation);
        }

        if (operations.Count == 0)
            map.Missing("operations", "is missing or empty; an app needs at least one trigger or action");
        return operations;
    }

    private static Operation Read(MapReader map)
    {
        if (!map.Has("kind"))
            map.Missing("kind");
        var operation = new Operation
        {
            Kind = map.Choice("kind", OperationKind.Action),
            Key = map.Text("key"),
            Name = map.Text("name"),
            Words = map.Texts("words"),
            Auth = map.Texts("auth"),
            Needs = map.Texts("needs"),
        };
        map.End();
        return operation;
    }
}
