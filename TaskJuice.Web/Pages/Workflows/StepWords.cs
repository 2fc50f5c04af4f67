namespace TaskJuice.Web.Pages.Workflows;

/// <summary>Sentences that count steps.</summary>
public static class StepWords
{
    public static string Count(int steps) => steps == 1 ? "1 step" : $"{steps} steps";

    public static string NeedAttention(int steps) => steps == 1 ? "1 step needs attention" : $"{steps} steps need attention";
}
