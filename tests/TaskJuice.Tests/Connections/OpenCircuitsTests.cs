using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Refreshing;
using TaskJuice.Core.Storage;
using Xunit;

namespace TaskJuice.Tests.Connections;

/// <summary>What a process knows of paused token endpoints.</summary>
public sealed class OpenCircuitsTests(OpenCircuitsTests.InterruptedWeb web) : IClassFixture<OpenCircuitsTests.InterruptedWeb>
{
    [Fact]
    public async Task A_pause_that_begins_while_the_pauses_are_read_is_seen_by_the_next_call()
    {
        var stop = TestContext.Current.CancellationToken;
        var circuits = new OpenCircuits(web.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System);
        web.AfterRead = async () =>
        {
            await web.ExecuteAsync("""
                insert into open_circuits (token_endpoint, client, kind, since, until, tries, because)
                values ('https://down.test/token', '', 'outage', now(), now() + interval '1 minute', 1, 'unavailable')
                """);
            circuits.LookAgain();
        };
        Assert.Empty(await circuits.ReadAsync(stop));
        Assert.Equal("https://down.test/token", Assert.Single(await circuits.ReadAsync(stop)).TokenEndpoint);
    }

    /// <summary>The program, with something that happens while the pauses are read.</summary>
    public sealed class InterruptedWeb : WebFixture
    {
        internal Func<Task>? AfterRead { get; set; }

        protected override void Change(IServiceCollection services) =>
            services.ConfigureDbContext<TaskJuiceDb>(options => options.AddInterceptors(new Interruption(this)));

        private sealed class Interruption(InterruptedWeb web) : DbCommandInterceptor
        {
            public override async ValueTask<DbDataReader> ReaderExecutedAsync(
                DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
            {
                if (web.AfterRead is { } interrupt && command.CommandText.Contains("FROM open_circuits", StringComparison.Ordinal))
                {
                    web.AfterRead = null;
                    await interrupt();
                }

                return result;
            }
        }
    }
}
