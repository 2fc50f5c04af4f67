using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Refreshing;
using TaskJuice.Tests.Pages.Workflows;
using TaskJuice.Tests.Vault;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>Private keys that sign assertions, which are exchanged for short-lived tokens.</summary>
public sealed class ServiceAccountTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Account = "service_acme";
    private const string Unusable = "We can't use this Private Key. Paste the whole key, from the BEGIN line to the END line. It can't have a passphrase.";

    [Theory]
    [InlineData("elliptic")]
    [InlineData("rsa")]
    public async Task One_token_serves_until_near_its_end_and_each_exchange_signs_anew(string name)
    {
        var key = await KeyAsync(name);
        var (agency, guest, step) = await BeginAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(guest, step, Account, key)).Status);
        var connection = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
        Assert.Equal("acct_acme", connection.ExternalAccountId);
        Assert.Contains("Sandbox Machine responded.", await guest.TestStepAsync(step));
        Assert.Contains("Sandbox Machine responded.", await guest.TestStepAsync(step));
        Assert.Equal(1, await web.CallsAsync("token.client"));

        // The provider takes each assertion once, so a second grant is a second signature.
        await web.ExecuteAsync($"update connections set expires_at = now() - interval '1 minute' where id = '{connection.Id}'");
        await using var scope = web.Services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<RefreshConnection>().EnsureFreshAsync(agency.Tenant, connection.Id, null, CancellationToken.None);
        Assert.Equal(RefreshResult.Fresh, result);
        Assert.Equal(2, await web.CallsAsync("token.client"));
        Assert.Equal(["access_token", "account", "privateKey"], (await web.SecretOfAsync(agency.Tenant, connection.Id)).Keys.Order());
    }

    [Fact]
    public async Task The_same_key_in_any_form_is_the_same_credential()
    {
        var key = await KeyAsync("elliptic");
        string[] forms = [key, key.Replace("\n", "\r\n"), key.Replace("\n", ""), $"\"{key.Replace("\n", "\\n")}\""];
        HashSet<string> kept = [];
        foreach (var form in forms)
        {
            var (agency, guest, step) = await BeginAsync();
            Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(guest, step, Account, form)).Status);
            var connection = Assert.Single(await web.ConnectionsAsync(agency.Tenant));
            kept.Add((await web.SecretOfAsync(agency.Tenant, connection.Id))["privateKey"]);
        }

        Assert.Single(kept);
    }

    [Fact]
    public async Task What_cannot_sign_is_told_before_anybody_is_asked()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bitcoin = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        using var small = RSA.Create(1024);
        string[] unusable =
        [
            "secret_acme", "-----BEGIN PRIVATE KEY-----", curve.ExportSubjectPublicKeyInfoPem(), bitcoin.ExportPkcs8PrivateKeyPem(), small.ExportPkcs8PrivateKeyPem(),
            curve.ExportEncryptedPkcs8PrivateKeyPem("passphrase", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)),
        ];
        var (agency, guest, step) = await BeginAsync();
        foreach (var text in unusable)
        {
            var answer = await SendAsync(guest, step, Account, text);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains(Unusable, answer.Text);
            Assert.Contains("></textarea>", answer.Text);
        }

        Assert.Equal(0, await web.CallsAsync("token.client"));
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }

    [Theory]
    [InlineData("service_nobody")]
    [InlineData("somebody_else")]
    public async Task A_key_of_somebody_else_is_refused_and_the_form_stays(string account)
    {
        var (agency, guest, step) = await BeginAsync();
        var answer = await SendAsync(guest, step, account, await KeyAsync("elliptic"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("didn't accept this key", answer.Text);
        Assert.Contains(account, answer.Text);

        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("didn't accept this key", (await SendAsync(guest, step, Account, another.ExportPkcs8PrivateKeyPem())).Text);
        Assert.Empty(await web.ConnectionsAsync(agency.Tenant));
    }

    private async Task<(Agency Agency, Guest Guest, Step Step)> BeginAsync()
    {
        var agency = await web.OpenAgencyAsync();
        var guest = await web.SignInAsync(agency);
        await web.TurnAsync(new());
        await web.ForgetCallsAsync();
        return (agency, guest, await guest.AddStepAsync(agency.Slug, "sandbox-machine"));
    }

    private Task<string> KeyAsync(string name) => web.Provider.Http.GetStringAsync($"/exchange/keys/{name}.pem", TestContext.Current.CancellationToken);

    private static Task<Answer> SendAsync(Guest guest, Step step, string account, string key) =>
        guest.ConnectKeyAsync(step.Connect("service-account"), "Acme service", "", ("f.account", account), ("f.privateKey", key));
}
