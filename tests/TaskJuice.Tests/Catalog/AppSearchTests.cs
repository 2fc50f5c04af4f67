using TaskJuice.Core.Catalog;
using Xunit;

namespace TaskJuice.Tests.Catalog;

public sealed class AppSearchTests
{
    private static readonly App[] All =
    [
        Of("Letters", "Mail", "Send letters", new Operation { Kind = OperationKind.Action, Key = "send", Name = "Send letter" }),
        Of("Chat", "Communication", null, new Operation { Kind = OperationKind.Action, Key = "send", Name = "Send message" }, new Operation { Kind = OperationKind.Trigger, Key = "new", Name = "New message" }),
        Of("Phone", "Communication", "Calls", new Operation { Kind = OperationKind.Action, Key = "sms", Name = "Send SMS", Words = ["text", "message"] }) with { Words = ["telephone"] },
        Of("Cards", "Mail", null, new Operation { Kind = OperationKind.Trigger, Key = "new", Name = "New card" }),
    ];

    [Theory]
    [InlineData("send", "Letters: Send letter, Chat: Send message, Phone: Send SMS")]
    [InlineData("text message", "Phone: Send SMS, Chat: Send message")]
    [InlineData("send message", "Chat: Send message, Phone: Send SMS")]
    [InlineData("telephone send", "Phone: Send SMS")]
    [InlineData("es", "")]
    [InlineData("post text", "Phone: Send SMS, Chat: Send message")]
    [InlineData("chat send", "Chat: Send message, Phone: Send SMS")]
    [InlineData("mail", "")]
    [InlineData("mail send", "Letters: Send letter")]
    [InlineData("send nothing", "")]
    [InlineData("po", "")]
    public void Every_word_has_to_mean_something_and_one_of_them_the_action(string query, string found) =>
        Assert.Equal(found, string.Join(", ", Search(query, OperationKind.Action).Operations.Select(hit => $"{hit.App.Name}: {hit.Operation.Name}")));

    [Theory]
    [InlineData("mail", OperationKind.Action, "Letters")]
    [InlineData("mail", OperationKind.Trigger, "Cards")]
    [InlineData("chat", OperationKind.Trigger, "Chat")]
    [InlineData("telephone", OperationKind.Action, "Phone")]
    [InlineData("letters", OperationKind.Trigger, "")]
    public void An_app_is_found_only_for_what_it_offers(string query, OperationKind kind, string found) =>
        Assert.Equal(found, string.Join(", ", Search(query, kind).Apps.Select(app => app.Name)));

    private static AppSearch Search(string query, OperationKind kind) => new(All, kind, query, new("send post write; message chat text"));

    private static App Of(string name, string category, string? summary, params Operation[] operations) => new()
    {
        Slug = name.ToLowerInvariant(),
        Name = name,
        Category = category,
        Summary = summary,
        Docs = new("https://example.test/"),
        Checked = new(2026, 1, 1),
        Methods = [],
        Hosts = [],
        Operations = operations,
    };
}
