using TaskJuice.Core.Naming;

namespace TaskJuice.Web.Texts;

/// <summary>The error messages for invalid names.</summary>
internal static class NameWords
{
    /// <summary>The error, or null.</summary>
    /// <param name="words">The texts.</param>
    /// <param name="name">The submitted name.</param>
    /// <param name="rule">The message about the allowed length.</param>
    public static string? ProblemOf(this Words words, TypedName name, string rule) => name.Problem switch
    {
        NameProblem.None => null,
        NameProblem.Hidden => words["Frame.NameHidden", name.Hidden],
        _ => rule,
    };

    /// <summary>The <c>maxlength</c> for such a name: browsers count UTF-16 code units, of which a character takes up to two.</summary>
    public static int Units(int longest) => 2 * longest;

    /// <summary>The value to show in the input: hidden characters are removed, everything else is as submitted.</summary>
    public static string Again(this TypedName name, string? typed) => name.Problem == NameProblem.Hidden ? name.Text : typed ?? "";
}
