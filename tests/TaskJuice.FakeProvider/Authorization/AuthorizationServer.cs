using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TaskJuice.FakeProvider.Authorization;

/// <summary>
/// OpenIddict implements the protocol; clients and token lifetimes are decided here. Its own stores support one kind of rotation for all
/// clients, so tokens are stored in the provider's memory instead.
/// </summary>
public static class AuthorizationServer
{
    public static void AddAuthorizationServer(this IServiceCollection services) => services.AddOpenIddict().AddServer(server =>
    {
        server.EnableDegradedMode()
            .SetAuthorizationEndpointUris("oauth/authorize")
            .SetTokenEndpointUris("oauth/token")
            .SetRevocationEndpointUris("oauth/revoke")
            .SetUserInfoEndpointUris("userinfo")
            .AllowAuthorizationCodeFlow()
            .AllowRefreshTokenFlow()
            .DisableScopeValidation()
            .RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.OfflineAccess)
            .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)))
            // RSA, the default, takes seconds of CPU time at every start.
            .AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256)
            .Configure(options =>
            {
                options.ClientAuthenticationMethods.Remove(ClientAuthenticationMethods.PrivateKeyJwt);
                options.PromptValues.Remove(PromptValues.None);
            });
        server.UseAspNetCore()
            .DisableTransportSecurityRequirement()
            .EnableAuthorizationEndpointPassthrough()
            .EnableErrorPassthrough();
        AddRules(server);
    });

    private static void AddRules(OpenIddictServerBuilder server) => server
        .Add<ValidateAuthorizationRequestContext, AuthorizationClientRule>()
        .Add<ValidateTokenRequestContext, TokenClientRule>(OpenIddictServerHandlers.Exchange.ValidateAuthentication.Descriptor.Order - 1)
        .Add<ValidateRevocationRequestContext, RevocationClientRule>(OpenIddictServerHandlers.Revocation.ValidateAuthentication.Descriptor.Order - 1)
        .Add<ApplyAuthorizationResponseContext, IssuerRule>(OpenIddictServerHandlers.Authentication.AttachIssuer.Descriptor.Order + 1)
        .Add<ValidateTokenContext, PresentedTokenRule>(OpenIddictServerHandlers.Protection.ValidateIdentityModelToken.Descriptor.Order - 1)
        .Add<GenerateTokenContext, IssuedTokenRule>(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order - 1)
        .Add<HandleTokenRequestContext, RedemptionRule>(OpenIddictServerHandlers.Exchange.AttachPrincipal.Descriptor.Order + 1)
        .Add<ProcessSignInContext, RotationRule>(OpenIddictServerHandlers.EvaluateGeneratedTokens.Descriptor.Order + 1)
        .Add<ApplyTokenResponseContext, TokenAnswerRule>()
        .Add<HandleRevocationRequestContext, RevocationRule>()
        .Add<ApplyRevocationResponseContext, RevocationAnswerRule>()
        .Add<HandleUserInfoRequestContext, UserInfoRule>()
        .Add<ApplyUserInfoResponseContext, UserInfoAnswerRule>();

    private static OpenIddictServerBuilder Add<TContext, THandler>(this OpenIddictServerBuilder server, int order = 0)
        where TContext : BaseContext
        where THandler : class, IOpenIddictServerHandler<TContext> =>
        server.AddEventHandler<TContext>(handler => handler.UseScopedHandler<THandler>().SetOrder(order));
}
