using TaskJuice.Core.Naming;

namespace TaskJuice.Web.Texts;

/// <summary>What a person reads about a name that cannot be one.</summary>
internal static class NameWords
{
    /// <summary>What is wrong, or null.</summary>
    /// <param name="words">The texts.</param>
    /// <param name="name">The name that was typed.</param>
    /// <param name="rule">How long such a name may be, as a sentence.</param>
    public static string? ProblemOf(this Words words, TypedName name, string rule) => name.Problem switch
    {
        NameProblem.None => null,
        NameProblem.Hidden => words["Frame.NameHidden", name.Hidden],
        _ => rule,
    };

    /// <summary>What stands in the field then: what nobody can see was taken out, and everything else is as it was typed.</summary>
    public static string Again(this TypedName name, string? typed) => name.Problem == NameProblem.Hidden ? name.Text : typed ?? "";
}
