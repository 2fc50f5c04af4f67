using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TaskJuice.FakeProvider.Authorization;

/// <summary>
/// OpenIddict reads, checks and answers the protocol; who a client is and how long a token lives is decided here.
/// Its own stores know one kind of rotation for all clients, so tokens live in the provider's memory.
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
            // RSA, the library's choice, costs seconds of processor time with every start.
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
