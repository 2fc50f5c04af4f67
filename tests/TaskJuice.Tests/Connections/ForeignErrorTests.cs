using System.Text.RegularExpressions;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>An error is an answer too: another issuer's is never taken for the provider's (RFC 9207 section 2.4).</summary>
public sealed class ForeignErrorTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("access_denied", "https%3A%2F%2Fevil.test")]
    [InlineData("server_error", "https%3A%2F%2Fevil.test")]
    [InlineData("access_denied", "")]
    public async Task An_error_of_another_issuer_is_told_as_such_and_believed_in_nothing_else(string error, string iss)
    {
        var back = await Returning.ToAsync(web, new() { AutoApprove = "acct_acme", Iss = "right" });
        Assert.Contains("iss=", back.Callback);
        var foreign = Regex.Replace(UnhappyCallbackTests.Changed(back.Callback, "iss", iss), "(?<=[?&])code=[^&]*", $"error={error}");
        Assert.Contains("The response didn't come from Sandbox", await back.Guest.ResultAsync(await back.FinishAsync(foreign)));
        await web.NothingWasConnectedAsync(back.Agency.Tenant, tokenCalls: 0);
    }
}
