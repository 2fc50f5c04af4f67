using Microsoft.Extensions.Configuration;
using TaskJuice.ServiceDefaults;
using Xunit;

namespace TaskJuice.Tests.Running;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void A_missing_setting_is_named_together_with_what_it_is_for(string? value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Web:PublicUrl", value)]).Build();

        var problem = Assert.Throws<ConfigurationProblem>(() => configuration.Required("Web:PublicUrl", "the address people see"));

        Assert.Equal("Set Web:PublicUrl to the address people see (as an environment variable: Web__PublicUrl).", problem.Message);
    }

    [Fact]
    public async Task A_wrong_setting_ends_the_program_with_exit_code_1() =>
        Assert.Equal(1, await StartUp.RunAsync(() => throw new ConfigurationProblem("Set it.")));

    [Fact]
    public async Task Any_other_trouble_keeps_its_stack_trace() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartUp.RunAsync(() => throw new InvalidOperationException()));
}
