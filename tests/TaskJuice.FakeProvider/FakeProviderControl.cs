using TaskJuice.FakeProvider.Grants;

namespace TaskJuice.FakeProvider;

/// <summary>Sets the knobs of a running fake provider and reads its ledger.</summary>
public sealed class FakeProviderControl(HttpClient http)
{
    public async Task PutClientAsync(string client, ClientRegistration registration, CancellationToken stop = default)
    {
        using var response = await http.PutAsJsonAsync(ClientPath(client), registration, stop);
        response.EnsureSuccessStatusCode();
    }

    public async Task SetKnobsAsync(string client, Knobs knobs, CancellationToken stop = default)
    {
        using var response = await http.PutAsJsonAsync($"{ClientPath(client)}/knobs", knobs, stop);
        response.EnsureSuccessStatusCode();
    }

    public async Task ResetKnobsAsync(string client, CancellationToken stop = default)
    {
        using var response = await http.DeleteAsync($"{ClientPath(client)}/knobs", stop);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Creates many grants for a client at once; the ledger does not show them.</summary>
    public async Task<IReadOnlyList<IssuedGrant>> IssueGrantsAsync(GrantOrder order, CancellationToken stop = default)
    {
        using var response = await http.PostAsJsonAsync("_control/grants", order, stop);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<IssuedGrant[]>(stop) ?? [];
    }

    public async Task RevokeGrantsAsync(string account, CancellationToken stop = default)
    {
        using var response = await http.PostAsync($"_control/grants/{Uri.EscapeDataString(account)}/revoke", null, stop);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The calls of one client in the order of their responses, or all calls without a client.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(string? client = null, CancellationToken stop = default)
    {
        var query = client is null ? "" : $"?client={Uri.EscapeDataString(client)}";
        return await http.GetFromJsonAsync<LedgerEntry[]>($"_control/ledger{query}", stop) ?? [];
    }

    public async Task ClearLedgerAsync(CancellationToken stop = default)
    {
        using var response = await http.DeleteAsync("_control/ledger", stop);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Every code, access token and refresh token issued so far, for tests that check that they do not leak.</summary>
    public async Task<IReadOnlyList<IssuedSecret>> SecretsAsync(CancellationToken stop = default) =>
        await http.GetFromJsonAsync<IssuedSecret[]>("_control/secrets", stop) ?? [];

    /// <summary>Resets to the initial state: default client, no knobs, no grants, empty ledger.</summary>
    public async Task ResetAsync(CancellationToken stop = default)
    {
        using var response = await http.DeleteAsync("_control/state", stop);
        response.EnsureSuccessStatusCode();
    }

    private static string ClientPath(string client) => $"_control/clients/{Uri.EscapeDataString(client)}";
}
