using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.HealthChecks;
using TaskJuice.Web.Texts;
using Xunit;

namespace TaskJuice.Tests.Pages.Connections;

public sealed class HistoryWordsTests(WebFixture web) : IClassFixture<WebFixture>
{
    public static TheoryData<string> Outcomes => [.. typeof(TryResult).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(TryResult)))
        .Select(type => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name))];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Whatever_comes_of_a_check_can_be_told_later(string outcome) =>
        Assert.NotEmpty(web.Services.GetRequiredService<Words>()[$"Connections.HistoryChecked.{outcome}", "Ada"]);
}
