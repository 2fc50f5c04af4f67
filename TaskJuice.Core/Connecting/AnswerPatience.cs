using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// How long the callback request waits for the provider's tokens. After that, the person sees a page that follows the flow.
/// </summary>
public sealed class AnswerPatience
{
    /// <summary>Most providers respond within the default of three seconds.</summary>
    [WholeNumber(1, 60)]
    public int AnswerWithinSeconds { get; init; } = 3;

    internal TimeSpan Time => TimeSpan.FromSeconds(AnswerWithinSeconds);
}
