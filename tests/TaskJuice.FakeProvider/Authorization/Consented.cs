using System.Security.Claims;
using OpenIddict.Abstractions;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.People;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TaskJuice.FakeProvider.Authorization;

/// <summary>The person and scopes that tokens stand for.</summary>
internal static class Consented
{
    public static ClaimsPrincipal Principal(Grant grant, Person person, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("consent", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Id)
            .SetClaim(Claims.Name, person.Name)
            .SetClaim(Claims.Email, person.Email)
            .SetClaim(Origin.Grant, grant.Id.ToString());
        identity.SetScopes(scopes);
        identity.SetDestinations(claim => claim.Type == Origin.Grant
            ? [Destinations.AccessToken]
            : [Destinations.AccessToken, Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}
