using TaskJuice.Core.Catalog;
using Xunit;

namespace TaskJuice.Tests.Catalog;

public sealed class AppSearchTests
{
    private static readonly App[] All =
    [
        Of("Letters", "Mail", "Send letters", new AppNode { Kind = NodeKind.Action, Key = "send", Name = "Send letter" }),
        Of("Chat", "Communication", null, new AppNode { Kind = NodeKind.Action, Key = "send", Name = "Send message" }, new AppNode { Kind = NodeKind.Trigger, Key = "new", Name = "New message" }),
        Of("Phone", "Communication", "Calls", new AppNode { Kind = NodeKind.Action, Key = "sms", Name = "Send SMS", Words = ["text", "message"] }) with { Words = ["telephone"] },
        Of("Cards", "Mail", null, new AppNode { Kind = NodeKind.Trigger, Key = "new", Name = "New card" }),
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
        Assert.Equal(found, string.Join(", ", Search(query, NodeKind.Action).Nodes.Select(hit => $"{hit.App.Name}: {hit.Node.Name}")));

    [Theory]
    [InlineData("mail", NodeKind.Action, "Letters")]
    [InlineData("mail", NodeKind.Trigger, "Cards")]
    [InlineData("chat", NodeKind.Trigger, "Chat")]
    [InlineData("telephone", NodeKind.Action, "Phone")]
    [InlineData("letters", NodeKind.Trigger, "")]
    public void An_app_is_found_only_for_what_it_offers(string query, NodeKind kind, string found) =>
        Assert.Equal(found, string.Join(", ", Search(query, kind).Apps.Select(app => app.Name)));

    private static AppSearch Search(string query, NodeKind kind) => new(All, kind, query, new("send post write; message chat text"));

    private static App Of(string name, string category, string? summary, params AppNode[] nodes) => new()
    {
        Slug = name.ToLowerInvariant(),
        Name = name,
        Category = category,
        Summary = summary,
        Docs = new("https://example.test/"),
        Checked = new(2026, 1, 1),
        Methods = [],
        Hosts = [],
        Nodes = nodes,
    };
}
