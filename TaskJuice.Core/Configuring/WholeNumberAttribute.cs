using System.ComponentModel.DataAnnotations;

namespace TaskJuice.Core.Configuring;

/// <summary>A setting that is a whole number, and how an operator is told so.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeNumberAttribute : RangeAttribute
{
    /// <param name="least">The least that makes sense.</param>
    /// <param name="most">The most.</param>
    public WholeNumberAttribute(int least, int most) : base(least, most) => ErrorMessage = "{0} must be a whole number from {1} to {2}.";
}
