namespace TaskJuice.Tests.House;

/// <summary>A type that uses another folder than its own.</summary>
/// <param name="Type">The type, as it is called below the root namespace.</param>
/// <param name="From">Its folder: the first part of its namespace below the root; empty for what lies in the root itself.</param>
/// <param name="To">The folder it uses.</param>
internal sealed record FolderArrow(string Type, string From, string To)
{
    public override string ToString() => $"{Type} -> {To}";

    /// <summary>The arrows between the folders of a root namespace; what the compiler made inside a type counts as the type.</summary>
    public static IEnumerable<FolderArrow> Between(IEnumerable<Type> types, string root)
    {
        var arrows = from type in types
                     let outer = Outermost(type)
                     let mine = Folder(outer, root)
                     where mine is not null
                     from used in UsedTypes.Of(type)
                     let other = Folder(Outermost(used), root)
                     where other is not null && other != mine
                     select new FolderArrow(outer.FullName![(root.Length + 1)..], mine, other);
        return arrows.Distinct().OrderBy(arrow => arrow.ToString(), StringComparer.Ordinal);
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string? Folder(Type type, string root) =>
        type.Namespace == root ? ""
        : type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true ? type.Namespace[(root.Length + 1)..].Split('.')[0]
        : null;
}
