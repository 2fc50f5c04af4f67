using Microsoft.AspNetCore.Builder;
using TaskJuice.FakeProvider;
using Xunit;

namespace TaskJuice.Tests.FakeProvider;

/// <summary>A provider on a free port of its own.</summary>
public sealed class RunningProvider : IAsyncLifetime
{
    private readonly WebApplication _app =
        FakeProviderApp.Build(["--urls", "http://127.0.0.1:0", "--environment", "Production"]);

    public HttpClient Http { get; } = new();

    public FakeProviderControl Control => new(Http);

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.First());
    }

    /// <summary>A client that no other test knows, with its knobs turned.</summary>
    public async Task<OAuthClient> ClientAsync(Knobs? knobs = null, string[]? redirectUris = null)
    {
        var id = $"client-{Guid.NewGuid():n}";
        await Control.PutClientAsync(id, new ClientRegistration(OAuthClient.Secret, redirectUris));
        if (knobs is not null)
            await Control.SetKnobsAsync(id, knobs);
        return new OAuthClient(Http, id);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
