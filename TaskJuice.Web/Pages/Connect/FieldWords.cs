using TaskJuice.Core.Catalog;
using TaskJuice.Web.Texts;

namespace TaskJuice.Web.Pages.Connect;

/// <summary>The error messages for the fields of a connect form.</summary>
public static class FieldWords
{
    private const string AnyHost = "git.example.com";

    /// <summary>Field key to error message.</summary>
    public static Dictionary<string, string> ProblemsOf(
        this Words words, App app, AuthMethod method, IReadOnlyDictionary<string, FieldProblem> problems) =>
        app.Fields.Concat((method as ApiKeyMethod)?.Credentials ?? []).Where(field => problems.ContainsKey(field.Key))
            .ToDictionary(field => field.Key, field => words.ProblemOf(app, method, field, problems[field.Key]));

    private static string ProblemOf(this Words words, App app, AuthMethod method, AppField field, FieldProblem problem) => problem switch
    {
        FieldProblem.WrongPattern when field.PatternHelp is { } help => help,
        FieldProblem.NotALabel when field.Example is { } example => words["Connect.Field.NotALabelLike", field.Label, example],
        FieldProblem.NotAHost => words["Connect.Field.NotAHost", field.Label, field.Example ?? AnyHost],
        FieldProblem.NotAscii => words["Connect.Field.NotAscii", field.Label, app.Name],
        FieldProblem.OtherServer => words["Connect.Field.OtherServer", string.Join(", ", (method as OAuthMethod)?.SharedClientHosts ?? [])],
        _ => words[$"Connect.Field.{problem}", field.Label],
    };
}
