namespace TaskJuice.Web.Security;

/// <summary>
/// The address of the page with the form that this page handles. A user whose session ended meanwhile continues there, because the
/// handler's own address accepts only posts, or shows a part of another page.
/// </summary>
/// <param name="address">The address, with route parameters in braces. Without a query, that of the form is used.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FormStandsAtAttribute(string address) : Attribute
{
    /// <summary>The inputs without secrets whose values are kept until the user has signed in again.</summary>
    public string[] Keeps { get; init; } = [];

    /// <summary>True when the fields of the app in the address are kept as well, except those with a secret.</summary>
    public bool KeepsFields { get; init; }

    /// <summary>True when the address has a query, which selects the part of the page to show.</summary>
    public bool HasQuery => address.Contains('?');

    /// <summary>The address of the form that this request submits.</summary>
    public string AddressFor(HttpRequest request)
    {
        var filled = request.RouteValues.Aggregate(
            address, (part, value) => part.Replace($"{{{value.Key}}}", Uri.EscapeDataString($"{value.Value}"), StringComparison.Ordinal));
        return HasQuery ? filled : filled + request.QueryString;
    }
}
