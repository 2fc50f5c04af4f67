using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
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
    public async Task Several_wrong_settings_end_it_too() =>
        Assert.Equal(1, await StartUp.RunAsync(() => throw new AggregateException(Wrong("one"), Wrong("other"))));

    [Fact]
    public async Task Trouble_beside_a_wrong_setting_keeps_its_stack_trace() =>
        await Assert.ThrowsAsync<AggregateException>(() => StartUp.RunAsync(() => throw new AggregateException(Wrong("one"), new InvalidOperationException())));

    [Fact]
    public async Task Any_other_trouble_keeps_its_stack_trace() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => StartUp.RunAsync(() => throw new InvalidOperationException()));

    private static OptionsValidationException Wrong(string name) => new(name, typeof(string), [$"{name} must be right."]);
}
