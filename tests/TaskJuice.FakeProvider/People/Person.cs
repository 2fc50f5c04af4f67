using System.Security.Claims;

namespace TaskJuice.FakeProvider.People;

public sealed record Organisation(string TenantId, string TenantName);

public sealed record Person(string Id, string Email, string Name, IReadOnlyList<Organisation> Organisations)
{
    public const string Password = "provider";

    public static IReadOnlyList<Person> All { get; } =
    [
        new("acct_acme", "ops@acme.test", "Acme Ops", [new("org_1", "Acme Ltd"), new("org_2", "Acme Holdings")]),
        new("acct_globex", "sales@globex.test", "Globex Sales", [new("org_3", "Globex Corporation")]),
        new("acct_initech", "solo@initech.test", "Initech Solo", []),
        new("acct_emoji", "emoji@emoji.test", "A" + string.Concat(Enumerable.Repeat("😀", 130)), []),
    ];

    /// <summary>The part of an API key that identifies the person.</summary>
    public string KeyName => Id["acct_".Length..];

    public static Person? WithId(string? id) => All.FirstOrDefault(person => person.Id == id);

    public static Person? WithKeyName(string name) => All.FirstOrDefault(person => person.KeyName == name);

    public static Person? WhoSignsIn(string? email, string? password) =>
        password == Password
            ? All.FirstOrDefault(person => string.Equals(person.Email, email?.Trim(), StringComparison.OrdinalIgnoreCase))
            : null;

    public static Person? Of(ClaimsPrincipal user) => WithId(user.FindFirstValue(ClaimTypes.NameIdentifier));
}
