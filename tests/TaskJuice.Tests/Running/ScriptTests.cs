using TaskJuice.Local;
using Xunit;

namespace TaskJuice.Tests.Running;

public sealed class ScriptTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("run", "Usage: ./run")]
    [InlineData("test", "Usage: ./test")]
    public async Task A_script_explains_itself_and_does_nothing_else(string script, string usage)
    {
        var (exitCode, output) = await Tool.RunAsync(Path.Combine(Repository.Root, script), ["--help"], Stop);

        Assert.Equal(0, exitCode);
        Assert.StartsWith(usage, output);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("test")]
    public async Task A_script_refuses_what_it_does_not_know(string script)
    {
        var (exitCode, output) = await Tool.RunAsync(Path.Combine(Repository.Root, script), ["--nonsense"], Stop);

        Assert.Equal(2, exitCode);
        Assert.Contains("Usage:", output);
    }
}
