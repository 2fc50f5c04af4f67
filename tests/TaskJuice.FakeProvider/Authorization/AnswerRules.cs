using OpenIddict.Abstractions;
using OpenIddict.Server;
using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.Ledger;
using TaskJuice.FakeProvider.People;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TaskJuice.FakeProvider.Authorization;

/// <summary>Adds the iss parameter of RFC 9207, correct or as the knob says; also records the outcome of the request.</summary>
public sealed class IssuerRule(ClientRegister clients, CallNotes notes) : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    private const string SomebodyElse = "https://issuer.invalid/";

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        notes.Client ??= context.Request?.ClientId;
        notes.Pkce ??= context.Request is { } request ? AuthorizationCall.PkceOf(request) : null;
        notes.Outcome ??= context.Error ?? "allowed";
        switch (clients.KnobsOf(context.Request?.ClientId).Settings.Iss)
        {
            case "missing":
                context.Response.Iss = null;
                break;
            case "wrong":
                context.Response.Iss = SomebodyElse;
                break;
        }
        return ValueTask.CompletedTask;
    }
}

public sealed class TokenAnswerRule(ClientRegister clients, CallNotes notes) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        notes.Outcome = context.Error ?? "granted";
        // The configured value; computed from the clock, it would be a second less.
        if (context.Error is null && clients.KnobsOf(context.Request?.ClientId).Settings is var knobs)
            context.Response.ExpiresIn = knobs.OmitExpiresIn ? null : knobs.AccessTokenSeconds;
        return ValueTask.CompletedTask;
    }
}

/// <summary>RFC 7009: revoking a refresh token ends its whole grant, an access token only itself.</summary>
public sealed class RevocationRule(GrantStore grants) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        if (grants.Find(context.Request.Token) is { } token && token.Grant.Client == context.Request.ClientId)
        {
            if (token.Type == TokenTypeIdentifiers.AccessToken)
                grants.Kill(token);
            else
                grants.End(token.Grant);
        }
        return ValueTask.CompletedTask;
    }
}

public sealed class UserInfoRule : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var person = Person.WithId(context.AccessTokenPrincipal.GetClaim(Claims.Subject))!;
        context.Subject = person.Id;
        context.Claims[Claims.Email] = person.Email;
        context.Claims[Claims.Name] = person.Name;
        return ValueTask.CompletedTask;
    }
}

public sealed class UserInfoAnswerRule(CallNotes notes) : IOpenIddictServerHandler<ApplyUserInfoResponseContext>
{
    public ValueTask HandleAsync(ApplyUserInfoResponseContext context)
    {
        notes.Outcome = context.Error ?? "ok";
        return ValueTask.CompletedTask;
    }
}

public sealed class RevocationAnswerRule(CallNotes notes) : IOpenIddictServerHandler<ApplyRevocationResponseContext>
{
    public ValueTask HandleAsync(ApplyRevocationResponseContext context)
    {
        notes.Outcome = context.Error ?? "ok";
        return ValueTask.CompletedTask;
    }
}
