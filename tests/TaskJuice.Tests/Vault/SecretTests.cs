using System.Text.Json;
using Microsoft.Extensions.Logging;
using TaskJuice.Core.Vault;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Vault;

public sealed class SecretTests
{
    private const string Value = "the-characters-themselves";
    private static readonly Secret Secret = new(Value);

    [Fact]
    public void It_does_not_print()
    {
        Assert.Equal("[secret]", Secret.ToString());
        Assert.Equal("[secret] [secret]", $"{Secret} {(object)Secret}");
        Assert.DoesNotContain(Value, new Holder(Secret).ToString());
        Assert.DoesNotContain(Value, string.Join(',', new Dictionary<string, Secret> { ["key"] = Secret }));
    }

    [Fact]
    public void It_is_neither_written_to_nor_read_from_JSON()
    {
        Assert.DoesNotContain(Value, Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(Secret)).ToString());
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new Holder(Secret)));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize<object>(new { Secret }));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Secret>($"\"{Value}\""));
    }

    [Fact]
    public void A_log_shows_a_placeholder()
    {
        var watch = new LeakWatch();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(watch));
        factory.CreateLogger("test").LogInformation("Got {Secret} and {@Holder}", Secret, new Holder(Secret));
        Assert.DoesNotContain(Value, Assert.Single(watch.Logged));
    }

    [Fact]
    public void Only_asking_for_it_reveals_it()
    {
        Assert.Equal(Value, Secret.Reveal());
        Assert.True(default(Secret).IsEmpty);
        Assert.Equal("", default(Secret).Reveal());
        Assert.Empty(typeof(Secret).GetProperties().Where(property => property.PropertyType == typeof(string)));
    }

    private sealed record Holder(Secret Token);
}
