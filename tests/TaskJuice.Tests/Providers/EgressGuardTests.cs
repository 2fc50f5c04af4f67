using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using Xunit;

namespace TaskJuice.Tests.Providers;

public sealed class EgressGuardTests
{
    /// <summary>Every spelling of a private place that a URL parser, a resolver or a socket might still understand.</summary>
    public static TheoryData<string> Hostile =>
    [
        "https://127.0.0.1/", "https://127.1/", "https://127.0.1/", "https://2130706433/", "https://017700000001/", "https://0x7f000001/",
        "https://0x7f.0x0.0x0.0x1/", "https://0177.0.0.1/", "https://0x7f.1/", "https://0177.1/", "https://00000177.0.0.1/", "https://127.0.0.1./",
        "https://0/", "https://0.0.0.0/", "https://0x0/", "https://00/", "https://localhost/", "https://localhost./", "https://LOCALHOST/",
        "https://foo.localhost/", "https://169.254.169.254/latest/meta-data/", "https://2852039166/", "https://0xa9fea9fe/", "https://0251.0376.0251.0376/",
        "https://169.254.43518/", "https://10.0.0.1/", "https://10.1/", "https://167772161/", "https://0xa000001/", "https://012.0.0.1/",
        "https://192.168.1.1/", "https://192.168.257/", "https://3232235777/", "https://172.16.1/", "https://100.64.0.1/", "https://198.18.0.1/",
        "https://255.255.255.255/", "https://4294967295/", "https://[::1]/", "https://[::]/", "https://[0:0:0:0:0:0:0:1]/", "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/", "https://[::ffff:169.254.169.254]/", "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[64:ff9b::a9fe:a9fe]/",
        "https://[2002:7f00:1::]/", "https://[fe80::1]/", "https://[fe80::1%25eth0]/", "https://[fe80::1%251]/", "https://[fd00::1]/", "https://[fc00::1]/",
        "https://[ff02::1]/", "https://[fec0::1]/", "https://[2001:db8::1]/", "https://①②⑦.⓪.⓪.①/", "https://１２７.０.０.１/", "https://127。0。0。1/",
        "https://127．0．0．1/", "https://127｡0｡0｡1/", "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "https://ｌｏｃａｌｈｏｓｔ/", "https://user@127.0.0.1/", "https://acme.example@127.0.0.1/",
        "https://acme.example:443@127.0.0.1/", "https://acme.example%40127.0.0.1/", "https://127.0.0.1#@acme.example/", "https://127.0.0.1\\@acme.example/",
        "https://acme.example\\@127.0.0.1/", "https://127.0.0.1?@acme.example/", "https://127.0.0.1;@acme.example/", "https://127.0.0.1%00.acme.example/",
        "https://127.0.0.1%0d%0aHost:%20acme.example/", "https://127.0.0.1:443/", "https://127.0.0.1:8443/", "https://1.1.1.1:0/", "https://1.1.1.1:22/",
        "https://1.1.1.1:25/", "https://1.1.1.1:80/", "https://1.1.1.1:465/", "https://1.1.1.1:993/", "http://1.1.1.1/", "http://acme.example/",
        "http://127.0.0.1/", "http://127.0.0.1:5090/", "http://localhost:5090/", "http://[::1]:5090/", "ftp://1.1.1.1/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_PING",
        "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "ws://127.0.0.1/", "wss://1.1.1.1/", "data:text/plain,hi", "javascript:alert(1)", "unix:///var/run/docker.sock",
        "jar:https://127.0.0.1!/", "//127.0.0.1/", "https:127.0.0.1/", "https:/127.0.0.1/", "https:///127.0.0.1/", "https://127.0.0.1:99999/", "https://",
        "https://[::1", "https://[::1]:22/", "https://[1.1.1.1]/", "https://[::ffff:0:7f00:1]/", "https://[::7f00:1]/", "https://[64:ff9b:1::7f00:1]/",
    ];

    [Theory, MemberData(nameof(Hostile))]
    public async Task No_spelling_reaches_a_private_place(string spelling)
    {
        var dialled = new List<IPEndPoint>();
        using var guard = Guard(LikeTheSystem, dialled);
        using var client = new HttpClient(guard.Handler, disposeHandler: false);
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(spelling, TestContext.Current.CancellationToken));
        Assert.Empty(dialled);
    }

    [Fact]
    public async Task A_host_of_three_hundred_characters_is_dialled_nowhere()
    {
        var dialled = new List<IPEndPoint>();
        using var guard = Guard(LikeTheSystem, dialled);
        using var client = new HttpClient(guard.Handler, disposeHandler: false);
        await Assert.ThrowsAnyAsync<Exception>(
            () => client.GetAsync($"https://{new string('a', 300)}/", TestContext.Current.CancellationToken));
        Assert.Empty(dialled);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("93.184.216.34", "10.0.0.1")]
    [InlineData("10.0.0.1", "93.184.216.34")]
    [InlineData("93.184.216.34", "::1")]
    [InlineData("93.184.216.34", "::ffff:169.254.169.254")]
    [InlineData]
    public async Task One_private_address_condemns_the_whole_answer(params string[] answer)
    {
        var dialled = new List<IPEndPoint>();
        using var guard = Guard(_ => answer, dialled);
        using var client = new HttpClient(guard.Handler, disposeHandler: false);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetAsync("https://acme.example/", TestContext.Current.CancellationToken));
        Assert.Empty(dialled);
    }

    [Fact]
    public async Task The_address_that_was_judged_is_the_one_that_is_dialled()
    {
        var asked = 0;
        var dialled = new List<IPEndPoint>();
        using var guard = Guard(_ => asked++ == 0 ? ["93.184.216.34"] : ["127.0.0.1"], dialled);
        using var client = new HttpClient(guard.Handler, disposeHandler: false);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.GetAsync("https://acme.example/", TestContext.Current.CancellationToken));
        Assert.Equal([IPEndPoint.Parse("93.184.216.34:443")], dialled);

        var second = await Assert.ThrowsAnyAsync<HttpRequestException>(
            () => client.GetAsync("https://acme.example/", TestContext.Current.CancellationToken));
        Assert.IsType<EgressRefusedException>(second.InnerException);
        Assert.Single(dialled);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task The_next_address_is_tried_when_one_does_not_answer()
    {
        var dialled = new List<IPEndPoint>();
        using var guard = Guard(_ => ["2606:4700:4700::1111", "1.1.1.1"], dialled);
        using var client = new HttpClient(guard.Handler, disposeHandler: false);
        await Assert.ThrowsAnyAsync<HttpRequestException>(
            () => client.GetAsync("https://acme.example:8443/", TestContext.Current.CancellationToken));
        Assert.Equal([IPEndPoint.Parse("[2606:4700:4700::1111]:8443"), IPEndPoint.Parse("1.1.1.1:8443")], dialled);
    }

    [Fact]
    public async Task An_allowed_entry_opens_exactly_its_host_and_port()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        var rules = Rules(provider.HostAndPort);
        using var guard = new EgressGuard(rules);
        using var client = new HttpClient(guard.Handler, disposeHandler: false);
        Assert.Equal("{}", await client.GetStringAsync(provider.Address, TestContext.Current.CancellationToken));
        Assert.NotNull(rules.Objection(new Uri($"http://127.0.0.1:{provider.Address.Port - 1}/")));
        Assert.NotNull(rules.Objection(new Uri($"http://localhost:{provider.Address.Port}/")));
        Assert.NotNull(rules.Objection(new Uri($"http://user@{provider.HostAndPort}/")));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("http://localhost:5090")]
    [InlineData("localhost:5090/")]
    [InlineData("localhost:5090/path")]
    [InlineData("user@localhost:5090")]
    [InlineData("*:5090")]
    [InlineData("localhost:*")]
    [InlineData("10.0.0.0/8")]
    [InlineData("")]
    [InlineData("\u0301git.example.com:443")]
    public void An_entry_that_is_not_host_and_port_stops_the_start(string entry) =>
        Assert.Contains("Egress:Allow:0", Assert.Throws<OptionsValidationException>(() => Rules(entry)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("localhost:5090", "http://localhost:5090/")]
    [InlineData("LocalHost:5090", "http://LOCALHOST:5090/x?y")]
    [InlineData("[::1]:5090", "http://[::1]:5090/")]
    [InlineData("intranet.example:443", "https://intranet.example/")]
    [InlineData("intranet.example:80", "http://intranet.example/")]
    public void An_entry_matches_however_it_is_spelled(string entry, string url) => Assert.Null(Rules(entry).Objection(new Uri(url)));

    [Fact]
    public void The_entries_of_all_sources_add_up_under_any_name()
    {
        var rules = new EgressRules(new ConfigurationBuilder()
            .AddConfiguration(new ConfigurationBuilder().AddInMemoryCollection([new("Egress:Allow:0", "file.example:443")]).AddInMemoryCollection([new("Egress:Allow:0", "host.example:443")]).Build())
            .AddInMemoryCollection([new("Egress:Allow:0", "environment.example:443"), new("egress:allow:Fake-Provider", "localhost:5090")])
            .AddInMemoryCollection([new("Egress:Allow:0", "command-line.example:443"), new("Egress:Allow:1", "one.example:443")])
            .Build());
        foreach (var host in (string[])["file.example", "host.example", "environment.example", "command-line.example", "one.example"])
            Assert.True(rules.Allows(host, 443), host);
        Assert.True(rules.Allows("localhost", 5090));
        Assert.False(rules.Allows("other.example", 443));
    }

    [Fact]
    public void What_starts_the_product_for_a_developer_leaves_the_numbers_to_the_developer() =>
        Assert.DoesNotContain(House.Sources.Under("TaskJuice.AppHost"), file => Regex.IsMatch(file.Text, @"Egress(__|:)Allow(__|:)\d"));

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_accepted()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var wanted = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        wanted.CertificateExtensions.Add(names.Build());
        using var certificate = wanted.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var provider = await ScriptedProvider.StartAsync(certificate);
        using var guard = new EgressGuard(Rules(provider.HostAndPort));
        using var client = new HttpClient(guard.Handler, disposeHandler: false);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(provider.Address, TestContext.Current.CancellationToken));
        Assert.Equal(HttpRequestError.SecureConnectionError, refused.HttpRequestError);
        Assert.Empty(provider.Seen);
    }

    // As the operating system would, except that every other name leads home, so that a parser fooled about the host is noticed.
    private static string[] LikeTheSystem(string host) =>
        IPAddress.TryParse(host, out var literal) ? [literal.ToString()]
        : host.TrimEnd('.').EndsWith("localhost", StringComparison.OrdinalIgnoreCase) ? ["127.0.0.1", "::1"]
        : ["127.0.0.1"];

    private static EgressGuard Guard(Func<string, string[]> resolve, List<IPEndPoint> dialled) => new(
        Rules(),
        (host, _) => Task.FromResult(resolve(host).Select(IPAddress.Parse).ToArray()),
        (address, _) =>
        {
            dialled.Add(address);
            throw new SocketException((int)SocketError.ConnectionRefused);
        });

    private static EgressRules Rules(params string[] allowed) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(allowed.Select((entry, index) => KeyValuePair.Create<string, string?>($"Egress:Allow:{index}", entry)))
        .Build());
}
