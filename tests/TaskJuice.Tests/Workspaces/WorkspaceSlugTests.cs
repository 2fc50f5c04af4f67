using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Accounts;
using TaskJuice.Core.Workspaces;
using TaskJuice.Tests.Security;
using Xunit;

namespace TaskJuice.Tests.Workspaces;

/// <summary>A workspace's part of every address is a plain word, and none that the product needs itself.</summary>
public sealed class WorkspaceSlugTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public void What_an_address_of_the_program_begins_with_is_taken()
    {
        var beginnings = Door.Found(web.Services).Select(route => route.Split('/', '.')[0])
            .Concat(Directory.EnumerateFileSystemEntries(web.Services.GetRequiredService<IWebHostEnvironment>().WebRootPath).Select(Path.GetFileNameWithoutExtension).OfType<string>())
            .Where(word => word.Length > 0 && !word.StartsWith('{')).Select(word => word.ToLowerInvariant()).Distinct().ToList();
        Assert.Contains("sign-in", beginnings);
        Assert.Contains("img", beginnings);
        Assert.DoesNotContain(beginnings, word => WorkspaceSlug.Problem(word) is null);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("acme-2")]
    [InlineData("7")]
    [InlineData("northwind-automations")]
    public void A_plain_word_can_be_one(string slug) => Assert.Null(WorkspaceSlug.Problem(slug));

    [Theory]
    [InlineData("")]
    [InlineData("Acme")]
    [InlineData("acme ops")]
    [InlineData("-acme")]
    [InlineData("acme-")]
    [InlineData("a--b")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("äcme")]
    [InlineData("acme\n")]
    [InlineData("a%2Fb")]
    [InlineData("connect")]
    [InlineData("errors")]
    [InlineData("health")]
    [InlineData("123456789012345678901234567890123456789012345678901")]
    public async Task Anything_else_opens_no_workspace(string slug)
    {
        var before = await web.PictureAsync();
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => web.UseAsync<OpenAccount, IReadOnlyList<Workspace>>(
            open => open.OpenAsync("Agency", [], [("Fine", $"fine-{Guid.NewGuid():N}"), ("Other", slug)], CancellationToken.None)));
        Assert.Contains("The address", refused.Message);
        Assert.Equal(before, await web.PictureAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u200B")]
    [InlineData("Acme\u202E")]
    public async Task A_name_that_nobody_can_read_opens_none_either(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => web.UseAsync<OpenAccount, IReadOnlyList<Workspace>>(
            open => open.OpenAsync("Agency", [], [(name, $"fine-{Guid.NewGuid():N}")], CancellationToken.None)));
}
