using TaskJuice.Core;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Managing;

namespace TaskJuice.Web.Pages.Connections;

/// <summary>The parameters in the list's address: filter, order and page. Invalid ones are ignored.</summary>
public sealed record ListQuery
{
    /// <summary>The parameter value for each status, in the order of the filter.</summary>
    public static readonly IReadOnlyList<(string Word, ConnectionStatus Status)> Statuses =
    [
        ("needs-reconnecting", ConnectionStatus.Error),
        ("working", ConnectionStatus.Active),
        ("not-used", ConnectionStatus.Pending),
        ("disconnected", ConnectionStatus.Revoked),
    ];

    public static readonly IReadOnlyList<(string Word, ConnectionOrder Order)> Orders =
        [("problems", ConnectionOrder.Problems), ("name", ConnectionOrder.Name), ("used", ConnectionOrder.Used)];

    private const int LongestText = 200;

    public string? Q { get; init; }

    public string? App { get; init; }

    public string? Status { get; init; }

    public Guid? Owner { get; init; }

    public string? Sort { get; init; }

    public int P { get; init; } = 1;

    public bool IsFiltered => Filter is not { Text: null, App: null, Status: null, Owner: null };

    public ConnectionFilter Filter => new()
    {
        Text = Q?.Trim() is { Length: > 0 } text ? ShortText.Of(text, LongestText) : null,
        App = string.IsNullOrEmpty(App) ? null : App,
        Status = Statuses.Where(known => known.Word == Status).Select(known => (ConnectionStatus?)known.Status).FirstOrDefault(),
        Owner = Owner,
        Order = Orders.FirstOrDefault(known => known.Word == Sort).Order,
        Page = P,
    };

    /// <summary>The shortest equivalent address.</summary>
    public string AddressIn(string workspace) => $"/{workspace}/connections" + QueryString.Create(new Dictionary<string, string?>
    {
        ["q"] = Filter.Text,
        ["app"] = Filter.App,
        ["status"] = Filter.Status is null ? null : Status,
        ["owner"] = Owner?.ToString(),
        ["sort"] = Filter.Order == ConnectionOrder.Problems ? null : Sort,
        ["p"] = P > 1 ? P.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
    }.Where(pair => pair.Value is not null));
}
