using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Catalog;
using TaskJuice.Tests.Catalog;
using TaskJuice.Web.Pages.Connect;
using TaskJuice.Web.Texts;
using Xunit;

namespace TaskJuice.Tests.Pages.Connect;

public sealed class FieldWordsTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public void Every_problem_of_a_field_has_words_of_its_own()
    {
        var said = Enum.GetValues<FieldProblem>().ToDictionary(problem => problem, problem => Say("gitlab", "host", problem));
        Assert.Equal(said.Count, said.Values.Distinct().Count());
        Assert.Contains("gitlab.com", said[FieldProblem.OtherServer]);
    }

    [Fact]
    public void The_apps_own_words_explain_its_pattern() =>
        Assert.Contains("pk_", Say("stripe", "key", FieldProblem.WrongPattern));

    [Fact]
    public void Only_the_apps_own_words_are_kept_from_translation()
    {
        var key = CatalogFixture.Development().Find("stripe")!.Methods.OfType<ApiKeyMethod>().Single().Credentials.Single();
        Assert.Equal("no", new FieldInput(key, null, Say("stripe", "key", FieldProblem.WrongPattern)).TranslateProblem);
        Assert.Null(new FieldInput(key, null, Say("stripe", "key", FieldProblem.Missing)).TranslateProblem);
        Assert.Null(new FieldInput(key with { Required = false }, null, null).TranslateLabel);
    }

    private string Say(string slug, string key, FieldProblem problem)
    {
        using var scope = web.Services.CreateScope();
        var app = CatalogFixture.Development().Find(slug)!;
        return scope.ServiceProvider.GetRequiredService<Words>().ProblemsOf(app, app.Methods[0], new Dictionary<string, FieldProblem> { [key] = problem })[key];
    }
}
