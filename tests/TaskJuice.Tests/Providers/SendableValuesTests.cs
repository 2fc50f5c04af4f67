using TaskJuice.Core.Catalog;
using TaskJuice.Core.Providers;
using Xunit;

namespace TaskJuice.Tests.Providers;

public sealed class SendableValuesTests
{
    [Theory]
    [InlineData("sk_1234", null)]
    [InlineData("with space", null)]
    [InlineData("clé", FieldProblem.NotAscii)]
    [InlineData("key\u2019", FieldProblem.NotAscii)]
    [InlineData("sk\u2013live", FieldProblem.NotAscii)]
    [InlineData("a:b", null)]
    public void A_header_carries_ASCII(string key, FieldProblem? problem) =>
        Check(Method(new() { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer {key}" } }), key, problem);

    [Theory]
    [InlineData("pä", null)]
    [InlineData("a:b", FieldProblem.HasColon)]
    [InlineData(":", FieldProblem.HasColon)]
    public void A_user_name_of_Basic_has_no_colon(string key, FieldProblem? problem) => Check(Method(new() { Basic = new("{key}", "X") }), key, problem);

    [Theory]
    [InlineData("pä")]
    [InlineData("a:b")]
    [InlineData("\U0001F511")]
    public void A_password_of_Basic_may_hold_anything(string key) => Check(Method(new() { Basic = new("ops", "{key}") }), key, null);

    [Theory]
    [InlineData("clé", null)]
    [InlineData("..", FieldProblem.OnlyDots)]
    public void An_address_is_not_climbed(string key, FieldProblem? problem) =>
        Check(Method(new()) with { Probe = new Probe { Url = "https://acme.example/{key}/me" } }, key, problem);

    private static void Check(ApiKeyMethod method, string key, FieldProblem? problem)
    {
        var problems = SendableValues.Problems(Apps.With(method, ["acme.example"]), method, new Dictionary<string, string> { ["key"] = key });
        if (problem is null)
            Assert.Empty(problems);
        else
            Assert.Equal(problem, Assert.Contains("key", problems));
    }

    private static ApiKeyMethod Method(RequestAuth send) => new()
    {
        Key = "api-key",
        Label = "API key",
        Send = send,
        Probe = new Probe { Url = "https://acme.example/me" },
        Credentials = [new AppField { Key = "key", Label = "API Key", Secret = true }],
    };
}
