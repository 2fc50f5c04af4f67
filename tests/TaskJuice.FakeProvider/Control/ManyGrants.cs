using OpenIddict.Abstractions;
using TaskJuice.FakeProvider.Authorization;
using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.People;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TaskJuice.FakeProvider.Control;

/// <summary>Creates any number of grants at once, without pages and without calls in the ledger.</summary>
public sealed class ManyGrants(GrantStore grants, ClientRegister clients, TimeProvider clock)
{
    private static readonly TimeSpan RefreshTokenLife = TimeSpan.FromDays(14);

    public IReadOnlyList<IssuedGrant> Issue(GrantOrder order)
    {
        var person = Person.WithId(order.Account) ?? throw new BadHttpRequestException($"Nobody has the account {order.Account}.");
        var life = TimeSpan.FromSeconds(clients.KnobsOf(order.Client).Settings.AccessTokenSeconds);
        return [.. Enumerable.Range(0, order.Count).Select(_ => Issue(order, person, life))];
    }

    private IssuedGrant Issue(GrantOrder order, Person person, TimeSpan life)
    {
        var grant = grants.Open(order.Client, person.Id);
        var access = Issue(TokenTypeIdentifiers.AccessToken, life);
        var refresh = Issue(TokenTypeIdentifiers.RefreshToken, RefreshTokenLife);
        return new(grant.Id, access.Value, refresh.Value, refresh.Token.Id);

        (string Value, IssuedToken Token) Issue(string type, TimeSpan lasts)
        {
            var now = clock.GetUtcNow();
            var principal = Consented.Principal(grant, person, order.Scopes).SetPresenters(order.Client).SetCreationDate(now).SetExpirationDate(now + lasts);
            return grants.Issue(grant.Id, type, principal, null);
        }
    }
}
