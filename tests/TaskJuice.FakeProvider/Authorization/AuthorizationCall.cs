using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.People;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TaskJuice.FakeProvider.Authorization;

/// <summary>An authorization request, carried through the pages.</summary>
public sealed class AuthorizationCall(OpenIddictRequest request)
{
    /// <summary>The account chosen among the signed-in ones.</summary>
    public const string AccountField = "account";

    public const string DecisionField = "decision";

    /// <summary>The scopes that remained ticked.</summary>
    public const string GrantedField = "granted";

    /// <summary>Marks that the form had scope checkboxes.</summary>
    public const string TickedField = "ticked";

    private static readonly string[] OwnFields = [AccountField, DecisionField, GrantedField, TickedField, "__RequestVerificationToken"];

    public string Client => request.ClientId ?? "";

    public IReadOnlyList<string> Scopes => [.. request.GetScopes()];

    /// <summary>The client's parameters, without those that the pages added.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters =>
        from parameter in request.GetParameters()
        where !OwnFields.Contains(parameter.Key)
        select KeyValuePair.Create(parameter.Key, (string?)parameter.Value);

    public string Url => QueryHelpers.AddQueryString("/oauth/authorize", Parameters);

    public static string PkceOf(OpenIddictRequest request) => string.IsNullOrEmpty(request.CodeChallenge)
        ? "none"
        : request.CodeChallengeMethod ?? CodeChallengeMethods.Plain;

    public ClaimsPrincipal Consent(Person person, GrantStore grants, Knobs knobs, IReadOnlyCollection<string> ticked) =>
        Consented.Principal(grants.Open(Client, person.Id), person, knobs.Scopes ?? Scopes.Intersect(ticked));
}
