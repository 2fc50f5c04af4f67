namespace TaskJuice.Web.Pages.Shared;

/// <summary>What just happened, in a sentence that lies over the page until it leaves by itself.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="IsRefusal">True when it did not happen.</param>
public sealed record Toast(string Text, bool IsRefusal = false)
{
    /// <summary>The button that takes it back, or null.</summary>
    public ToastUndo? Undo { get; init; }
}

/// <summary>A button that takes back what happened.</summary>
/// <param name="Action">Where its form goes.</param>
/// <param name="Label">What it says to those who hear it alone.</param>
/// <param name="Swap">The part of the page that its answer renews.</param>
public sealed record ToastUndo(string Action, string Label, string Swap)
{
    /// <summary>What its form carries.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}
