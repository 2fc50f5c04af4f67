using TaskJuice.Core.Configuring;

namespace TaskJuice.Core.Connecting;

/// <summary>How long a window that comes back waits for the provider's tokens. Who waits longer is shown a page that says so and follows the flow.</summary>
public sealed class AnswerPatience
{
    /// <summary>Most providers answer within the usual three seconds.</summary>
    [WholeNumber(1, 60)]
    public int AnswerWithinSeconds { get; init; } = 3;

    internal TimeSpan Time => TimeSpan.FromSeconds(AnswerWithinSeconds);
}
