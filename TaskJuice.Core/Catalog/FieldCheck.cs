namespace TaskJuice.Core.Catalog;

/// <summary>The result of validating a typed value. Never prints the value, which may be a secret.</summary>
public abstract record FieldCheck
{
    private FieldCheck()
    {
    }

    /// <summary>The value is valid.</summary>
    /// <param name="Value">The normalized value; empty for an optional field that was left empty and has no default.</param>
    public sealed record Accepted(string Value) : FieldCheck
    {
        /// <summary>A constant text, so that the value is not printed.</summary>
        public override string ToString() => "[accepted]";
    }

    /// <summary>The value is invalid.</summary>
    /// <param name="Problem">What is wrong with it.</param>
    public sealed record Refused(FieldProblem Problem) : FieldCheck;
}
