namespace TaskJuice.Web.Security;

/// <summary>
/// Where the form stands that this page takes: there a person goes on whose session ended meanwhile, because the page's own address only
/// takes forms, or shows a part of another page.
/// </summary>
/// <param name="address">The address, with the route's own places in braces. Without a query of its own it takes that of the form.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FormStandsAtAttribute(string address) : Attribute
{
    /// <summary>The inputs with what a person typed that is no secret: kept until the person has signed in again.</summary>
    public string[] Keeps { get; init; } = [];

    /// <summary>True when the fields of the app in the address are kept too, those aside that hold a secret.</summary>
    public bool KeepsFields { get; init; }

    /// <summary>True when the address says more than where the page is: which part of it is shown.</summary>
    public bool HasQuery => address.Contains('?');

    /// <summary>The address of the form that this request sends.</summary>
    public string AddressFor(HttpRequest request)
    {
        var filled = request.RouteValues.Aggregate(address, (part, value) => part.Replace($"{{{value.Key}}}", Uri.EscapeDataString($"{value.Value}"), StringComparison.Ordinal));
        return HasQuery ? filled : filled + request.QueryString;
    }
}
