using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace TaskJuice.Tests.Security;

/// <summary>The program with a clock for sessions that a test moves, and a look at the person at each request.</summary>
public sealed class ShortSessions : WebFixture
{
    private readonly Clock _clock = new();

    /// <summary>Lets every session end that is open now.</summary>
    public void EndSessions() => _clock.Ahead += TimeSpan.FromDays(1);

    protected override void Change(IServiceCollection services)
    {
        services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, options => options.TimeProvider = _clock);
        services.PostConfigure<SecurityStampValidatorOptions>(options => (options.ValidationInterval, options.TimeProvider) = (TimeSpan.FromSeconds(-1), _clock));
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
