using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>An error is an answer too: another issuer's must not end an authorization (RFC 9207 section 2.4).</summary>
public sealed class ForeignErrorTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("access_denied", "https%3A%2F%2Fevil.test")]
    [InlineData("server_error", "https%3A%2F%2Fevil.test")]
    [InlineData("access_denied", "")]
    public async Task An_error_of_another_issuer_ends_nothing(string error, string iss)
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Iss = "right" });
        Assert.Contains("iss=", back.Callback);
        var foreign = Regex.Replace(UnhappyCallbackTests.Changed(back.Callback, "iss", iss), "(?<=[?&])code=[^&]*", $"error={error}");
        Assert.Equal(HttpStatusCode.BadRequest, (await back.FinishAsync(foreign)).Status);
        Assert.Contains("Acme Ops", await back.Guest.ResultAsync(await back.FinishAsync()));
    }
}
