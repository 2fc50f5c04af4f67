using OpenIddict.Server;
using TaskJuice.FakeProvider.Clients;
using TaskJuice.FakeProvider.Ledger;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TaskJuice.FakeProvider.Authorization;

public sealed class AuthorizationClientRule(ClientRegister clients) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        if (!clients.Knows(context.ClientId))
            context.Reject(Errors.InvalidRequest, "This client is not known.");
        else if (!clients.MayReturnTo(context.ClientId!, context.RedirectUri))
            context.Reject(Errors.InvalidRequest, "This redirect URI is not registered for the client.");
        return ValueTask.CompletedTask;
    }
}

public sealed class TokenClientRule(ClientRegister clients) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (!clients.Accepts(context.ClientId, context.ClientSecret))
            context.Reject(Errors.InvalidClient, "The client secret is wrong.");
        return ValueTask.CompletedTask;
    }
}

public sealed class RevocationClientRule(ClientRegister clients, CallNotes notes) : IOpenIddictServerHandler<ValidateRevocationRequestContext>
{
    public ValueTask HandleAsync(ValidateRevocationRequestContext context)
    {
        notes.Client = context.ClientId;
        if (!clients.Accepts(context.ClientId, context.ClientSecret))
            context.Reject(Errors.InvalidClient, "The client secret is wrong.");
        return ValueTask.CompletedTask;
    }
}
