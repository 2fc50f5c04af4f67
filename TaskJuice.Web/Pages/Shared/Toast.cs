namespace TaskJuice.Web.Pages.Shared;

/// <summary>A message about what just happened, shown over the page until it disappears.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="IsRefusal">True when the action was not carried out.</param>
public sealed record Toast(string Text, bool IsRefusal = false)
{
    /// <summary>The undo button, or null.</summary>
    public ToastUndo? Undo { get; init; }
}

/// <summary>An undo button.</summary>
/// <param name="Action">The address of its form.</param>
/// <param name="Label">Its accessible name.</param>
/// <param name="Swap">The part of the page that its response updates.</param>
public sealed record ToastUndo(string Action, string Label, string Swap)
{
    /// <summary>The fields of its form.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}
