namespace TaskJuice.Core.Catalog;

/// <summary>Everything a person typed into the fields of one form, checked.</summary>
/// <param name="Values">Field key to cleaned value, for the fields that passed. Empty optional fields are in it as empty text.</param>
/// <param name="Problems">Field key to what is wrong, for the fields that did not.</param>
public sealed record FieldValues(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, FieldProblem> Problems)
{
    /// <summary>True when every field passed.</summary>
    public bool Ok => Problems.Count == 0;

    /// <summary>Checks each of these fields against what <paramref name="typed"/> returns for its key.</summary>
    /// <param name="fields">The app's fields, the method's credentials, or both.</param>
    /// <param name="typed">Field key to what the form carried, or null.</param>
    public static FieldValues Check(IEnumerable<AppField> fields, Func<string, string?> typed)
    {
        var values = new Dictionary<string, string>();
        var problems = new Dictionary<string, FieldProblem>();
        foreach (var field in fields)
        {
            switch (field.Check(typed(field.Key)))
            {
                case FieldCheck.Accepted accepted:
                    values[field.Key] = accepted.Value;
                    break;
                case FieldCheck.Refused refused:
                    problems[field.Key] = refused.Problem;
                    break;
            }
        }

        return new FieldValues(values, problems);
    }

    /// <summary>Says how many fields passed and failed, and none of their values.</summary>
    public override string ToString() => $"{Values.Count} accepted, {Problems.Count} refused";
}
