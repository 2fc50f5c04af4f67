namespace TaskJuice.Core.Catalog;

/// <summary>The validated values of one form.</summary>
/// <param name="Values">Field key to normalized value, for the valid fields. Empty optional fields are included as empty text.</param>
/// <param name="Problems">Field key to error, for the invalid fields.</param>
public sealed record FieldValues(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, FieldProblem> Problems)
{
    /// <summary>True when every field is valid.</summary>
    public bool Ok => Problems.Count == 0;

    /// <summary>Validates each of these fields with the value that <paramref name="typed"/> returns for its key.</summary>
    /// <param name="fields">The app's fields, the method's credentials, or both.</param>
    /// <param name="typed">Field key to the value in the form, or null.</param>
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

    /// <summary>How many fields are valid and invalid, without their values.</summary>
    public override string ToString() => $"{Values.Count} accepted, {Problems.Count} refused";
}
