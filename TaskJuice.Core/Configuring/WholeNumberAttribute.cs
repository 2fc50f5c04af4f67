using System.ComponentModel.DataAnnotations;

namespace TaskJuice.Core.Configuring;

/// <summary>Validates a setting that is an integer, with an error message for operators.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeNumberAttribute : RangeAttribute
{
    /// <param name="least">The minimum.</param>
    /// <param name="most">The maximum.</param>
    public WholeNumberAttribute(int least, int most) : base(least, most) => ErrorMessage = "{0} must be a whole number from {1} to {2}.";
}
