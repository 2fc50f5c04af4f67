using System.Net.Http.Json;
using System.Text.Json;
using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests;

/// <summary>The fake provider's knobs and ledger, for the client that all sandbox apps share.</summary>
internal sealed class Provider(TestSystem system) : IDisposable
{
    private const string Client = "taskjuice-sandbox";

    private readonly HttpClient _http = new() { BaseAddress = new(system.ProviderUrl) };

    private FakeProviderControl Control => new(_http);

    public Task SetAsync(Knobs knobs) => Control.SetKnobsAsync(Client, knobs, TestContext.Current.CancellationToken);

    public Task PutClientAsync(string client, ClientRegistration registration) =>
        Control.PutClientAsync(client, registration, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<string>> SecretsAsync() =>
        [.. (await Control.SecretsAsync(TestContext.Current.CancellationToken)).Select(secret => secret.Value)];

    /// <summary>Presents a refresh token as any client would.</summary>
    /// <returns>The error code of the answer.</returns>
    public async Task<string?> RefreshAsync(string client, string secret, string token)
    {
        using var answer = await _http.PostAsync("/oauth/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = client,
            ["client_secret"] = secret,
            ["refresh_token"] = token,
        }), TestContext.Current.CancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("error").GetString();
    }

    /// <summary>Consents of one person at once, which the ledger does not show.</summary>
    public Task<IReadOnlyList<IssuedGrant>> IssueAsync(int count) => Seeding.GrantsAsync(_http, count);

    public Task RevokeAsync(string account) => Control.RevokeGrantsAsync(account, TestContext.Current.CancellationToken);

    public Task ForgetCallsAsync() => Control.ClearLedgerAsync(TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<LedgerEntry>> CallsAsync(string kind)
    {
        var all = await Control.LedgerAsync(Client, TestContext.Current.CancellationToken);
        return [.. all.Where(entry => entry.Kind == kind)];
    }

    public void Dispose() => _http.Dispose();
}
