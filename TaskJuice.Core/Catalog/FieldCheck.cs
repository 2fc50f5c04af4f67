namespace TaskJuice.Core.Catalog;

/// <summary>The result of checking a typed value. Never prints the value, which may be a secret.</summary>
public abstract record FieldCheck
{
    private FieldCheck()
    {
    }

    /// <summary>The value is safe to use.</summary>
    /// <param name="Value">The cleaned value; empty for an optional field left empty without a default.</param>
    public sealed record Accepted(string Value) : FieldCheck
    {
        /// <summary>Always the same text.</summary>
        public override string ToString() => "[accepted]";
    }

    /// <summary>The value cannot be used.</summary>
    /// <param name="Problem">What is wrong with it.</param>
    public sealed record Refused(FieldProblem Problem) : FieldCheck;
}
