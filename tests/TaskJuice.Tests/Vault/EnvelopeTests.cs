using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TaskJuice.Core.Vault;
using Xunit;

namespace TaskJuice.Tests.Vault;

public sealed class EnvelopeTests
{
    private const int KeyVersion = 7;

    // Made once, by another implementation of this format; as long as it opens, stored credentials stay readable.
    private const string Known =
        "AQEAAAAHyMnKy8zNzs/Q0dLTdR0HvO6lkUsYUXHRbneZZ5Tymt98EtJfkdRFnloQKWr7fpMxwHRMi77H+B" +
        "o55de63N3e3+Dh4uPk5ebn2yrwyd/ASzGFXyyku8I14C78Hu4BDMl/JvrrRciKNJBgbuzabO2RBQ==";

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    private static readonly SecretRoute Route =
        new("oauth", "shared", "https://provider.example/token", new Dictionary<string, string> { ["subdomain"] = "acme" });

    private static readonly SecretContext Context = new(
        new(Guid.Parse("00000000-0000-7000-8000-000000000001"), Guid.Parse("00000000-0000-7000-8000-000000000002")),
        Guid.Parse("00000000-0000-7000-8000-000000000003"), 4, "oauth.tokens", "sandbox")
    { Route = Route };

    [Fact]
    public void What_is_sealed_opens_again() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), text =>
            Envelope.Open(Envelope.Seal(text, Context, Key, KeyVersion), Context, Key).SequenceEqual(text)).QuickCheckThrowOnFailure();

    [Fact]
    public void An_envelope_that_was_stored_before_still_opens()
    {
        var envelope = Convert.FromBase64String(Known);
        Assert.Equal(KeyVersion, Envelope.AccountKeyVersion(envelope));
        Assert.Equal("""{"access_token":"known"}""", Encoding.UTF8.GetString(Envelope.Open(envelope, Context, Key)));
    }

    [Fact]
    public void The_same_text_sealed_twice_shares_no_bytes_behind_the_header()
    {
        var (one, two) = (Envelope.Seal([1, 2, 3], Context, Key, KeyVersion), Envelope.Seal([1, 2, 3], Context, Key, KeyVersion));
        Assert.Equal(one[..6], two[..6]);
        Assert.NotEqual(one[6..18], two[6..18]);
        Assert.NotEqual(one[18..], two[18..]);
    }

    [Fact]
    public void Any_changed_bit_makes_it_unreadable()
    {
        var envelope = Envelope.Seal("text"u8, Context, Key, KeyVersion);
        Prop.ForAll(Arb.From(Gen.Choose(0, envelope.Length * 8 - 1)), bit =>
        {
            var changed = envelope.ToArray();
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Throws<VaultException>(() => Envelope.Open(changed, Context, Key));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Any_cut_or_grown_envelope_is_unreadable()
    {
        var envelope = Envelope.Seal("text"u8, Context, Key, KeyVersion);
        for (var length = 0; length < envelope.Length; length++)
            Assert.Throws<VaultException>(() => Envelope.Open(envelope.AsSpan(0, length), Context, Key));
        Assert.Throws<VaultException>(() => Envelope.Open([.. envelope, 0], Context, Key));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(0, 255)]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    public void An_unknown_format_or_algorithm_is_an_error_and_never_guessed(int place, byte value)
    {
        var envelope = Envelope.Seal("text"u8, Context, Key, KeyVersion);
        envelope[place] = value;
        var problem = Assert.Throws<VaultException>(() => Envelope.AccountKeyVersion(envelope));
        Assert.Contains("unknown format", problem.Message);
    }

    public static TheoryData<string> Columns =>
        ["account", "workspace", "owner", "version", "purpose", "answers", "beside", "method", "client", "endpoint", "setting", "another setting", "no route", "app"];

    [Theory, MemberData(nameof(Columns))]
    public void It_opens_in_no_other_row(string column)
    {
        var envelope = Envelope.Seal("text"u8, Context, Key, KeyVersion);
        var elsewhere = column switch
        {
            "account" => Context with { Tenant = Context.Tenant with { AccountId = Guid.NewGuid() } },
            "workspace" => Context with { Tenant = Context.Tenant with { WorkspaceId = Guid.NewGuid() } },
            "owner" => Context with { OwnerId = Guid.NewGuid() },
            "version" => Context with { Version = 5 },
            "purpose" => Context with { Purpose = "api.key" },
            "beside" => Context with { Beside = "{}" },
            "answers" => Context with { Answers = 3 },
            "method" => Context with { Route = Route with { Method = "key" } },
            "client" => Context with { Route = Route with { Client = null } },
            "endpoint" => Context with { Route = Route with { TokenEndpoint = "https://elsewhere.example/token" } },
            "setting" => Context with { Route = Route with { Settings = new Dictionary<string, string> { ["subdomain"] = "globex" } } },
            "another setting" => Context with { Route = Route with { Settings = new Dictionary<string, string> { ["region"] = "acme" } } },
            "no route" => Context with { Route = null },
            _ => Context with { App = "slack" },
        };
        Assert.Throws<VaultException>(() => Envelope.Open(envelope, elsewhere, Key));
    }

    [Fact]
    public void Letters_moved_from_one_bound_value_to_the_next_make_another_context()
    {
        var envelope = Envelope.Seal("text"u8, Context with { Purpose = "ab", App = "c" }, Key, KeyVersion);
        Assert.Throws<VaultException>(() => Envelope.Open(envelope, Context with { Purpose = "a", App = "bc" }, Key));
    }

    [Fact]
    public void Another_accounts_key_does_not_open_it() =>
        Assert.Throws<VaultException>(() => Envelope.Open(Envelope.Seal("text"u8, Context, Key, KeyVersion), Context, new byte[32]));

    [Fact]
    public void What_goes_wrong_is_told_without_the_text()
    {
        var envelope = Envelope.Seal("the-secret-text"u8, Context, Key, KeyVersion);
        var problem = Assert.Throws<VaultException>(() => Envelope.Open(envelope, Context with { Version = 9 }, Key));
        Assert.DoesNotContain("the-secret-text", problem.ToString());
    }
}
