using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using Xunit;

namespace TaskJuice.Tests.Providers;

public sealed class ProviderRegistrationTests : ProviderCalls
{
    [Fact]
    public void A_configured_app_has_a_client()
    {
        var clients = Clients(("OAuth:Clients:acme:ClientId", " id "), ("OAuth:Clients:acme:ClientSecret", "secret "));
        var client = clients.For(AppWith(OAuth()));
        Assert.Equal(OAuthClient.Shared, client?.Key);
        Assert.Equal("id", client?.Id);
        Assert.Equal("secret", client?.Secret.Reveal());
    }

    [Fact]
    public void An_app_without_configuration_has_none() => Assert.Null(Clients().For(AppWith(OAuth())));

    [Theory]
    [InlineData("ClientId", "ClientSecret")]
    [InlineData("ClientSecret", "ClientId")]
    public void Half_a_client_stops_the_start_and_names_the_missing_key(string present, string missing)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create<string, string?>($"OAuth:Clients:acme:{present}", "canary-value")])
            .Build();
        var problem = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddProviders(configuration));
        Assert.StartsWith($"OAuth:Clients:acme:{missing} is missing", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retries_that_the_host_gives_every_client_do_not_reach_providers()
    {
        Provider.Reply(503, "");
        using var services = new ServiceCollection()
            .AddTransient<TryThrice>()
            .ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler<TryThrice>())
            .AddProviders(new ConfigurationBuilder()
                .AddInMemoryCollection([KeyValuePair.Create<string, string?>("Egress:Allow:0", Provider.HostAndPort)])
                .Build())
            .ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler<TryThrice>())
            .BuildServiceProvider();
        await services.GetRequiredService<TokenEndpoint>().RefreshAsync(Request(OAuth()), new("rt"), Stop);
        Assert.Single(Provider.Seen);
    }

    [Fact]
    public async Task Spans_tell_the_outcome_and_nothing_secret()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var test = new Activity("test").Start();
        Provider.Reply(400, """{"error":"invalid_grant"}""");
        await ExchangeAsync();
        var ours = spans.Where(span => span.TraceId == test.TraceId && span != test && span.Source.Name != "Microsoft.AspNetCore").ToList();
        var token = Assert.Single(ours);
        Assert.Equal("provider.token", token.OperationName);
        Assert.Equal(
            [("app", "acme"), ("method", "oauth"), ("grant", "code"), ("outcome", "refused")],
            token.TagObjects.Select(tag => (tag.Key, (string)tag.Value!)));
    }

    private static OAuthClients Clients(params (string Key, string Value)[] settings) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))
        .Build());

    private sealed class TryThrice : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            await base.SendAsync(request, stop);
            await base.SendAsync(request, stop);
            return await base.SendAsync(request, stop);
        }
    }
}
