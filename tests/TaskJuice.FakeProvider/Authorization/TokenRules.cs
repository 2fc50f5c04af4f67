using OpenIddict.Abstractions;
using OpenIddict.Server;
using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Grants;
using TaskJuice.FakeProvider.Ledger;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TaskJuice.FakeProvider.Authorization;

/// <summary>Claims that record the origin of a principal.</summary>
internal static class Origin
{
    public const string Grant = "fake_grant";
    public const string PresentedToken = "fake_presented_token";
}

/// <summary>Restores the principal for which a presented code or token was issued.</summary>
public sealed class PresentedTokenRule(GrantStore grants, CallNotes notes) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal is not null || grants.Find(context.Token) is not { } token)
            return ValueTask.CompletedTask;
        notes.Client ??= token.Grant.Client;
        (notes.Account, notes.GrantId) = (token.Grant.Account, token.Grant.Id);
        if (token.Type == TokenTypeIdentifiers.RefreshToken)
            notes.RefreshTokenId = token.Id;
        // Expired codes and refresh tokens are passed on to redemption, where reuse is detected and punished.
        if (token.Type == TokenTypeIdentifiers.AccessToken && !grants.IsAlive(token))
            context.Reject(Errors.InvalidToken, "The access token is no longer valid.");
        else
            context.Principal = token.Principal.SetTokenType(token.Type).SetClaim(Origin.PresentedToken, token.Id.ToString());
        return ValueTask.CompletedTask;
    }
}

/// <summary>Issues random values and stores what they stand for.</summary>
public sealed class IssuedTokenRule(GrantStore grants, CallNotes notes) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (!Guid.TryParse(context.Principal.GetClaim(Origin.Grant), out var grant) || context.TokenType == TokenTypeIdentifiers.IdentityToken)
            return ValueTask.CompletedTask;
        Guid? parent = Guid.TryParse(context.Principal.GetClaim(Origin.PresentedToken), out var id) ? id : null;
        (context.Token, var token) = grants.Issue(grant, context.TokenType, context.Principal, parent);
        if (token.Type == TokenTypeIdentifiers.RefreshToken)
        {
            notes.GrantId = token.Grant.Id;
            notes.IssuedRefreshTokenId = token.Id;
            notes.RefreshTokenId ??= token.Id;
        }
        return ValueTask.CompletedTask;
    }
}

/// <summary>Redeems the code or refresh token, after everything else about the request was validated.</summary>
public sealed class RedemptionRule(GrantStore grants, ClientRegister clients) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var knobs = clients.KnobsOf(context.ClientId).Settings;
        if (!Redeem(context, knobs))
            context.Reject(Errors.InvalidGrant, "The code or refresh token is no longer valid.");
        else
            context.Principal!.SetAccessTokenLifetime(TimeSpan.FromSeconds(knobs.AccessTokenSeconds));
        return ValueTask.CompletedTask;
    }

    private bool Redeem(HandleTokenRequestContext context, Knobs knobs)
    {
        if (!Guid.TryParse(context.Principal?.GetClaim(Origin.PresentedToken), out var token))
            return false;
        return context.Request.IsAuthorizationCodeGrantType()
            ? grants.RedeemCode(token)
            : !knobs.RefuseRefresh && grants.RedeemRefreshToken(token, knobs);
    }
}

/// <summary>Issues a first refresh token to everyone, and a next one to clients whose tokens rotate.</summary>
public sealed class RotationRule(ClientRegister clients) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.Token)
            return ValueTask.CompletedTask;
        var knobs = clients.KnobsOf(context.ClientId).Settings;
        context.GenerateRefreshToken = context.IncludeRefreshToken =
            context.Request.IsAuthorizationCodeGrantType() ? !knobs.OmitRefreshToken : knobs.Rotation != "none";
        return ValueTask.CompletedTask;
    }
}
