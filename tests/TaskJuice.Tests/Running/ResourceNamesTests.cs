using System.Reflection;
using Xunit;

namespace TaskJuice.Tests.Running;

public sealed class ResourceNamesTests
{
    [Theory]
    [InlineData("TaskJuice.AppHost/AppHost.cs")]
    [InlineData("TaskJuice.AppHost/Local/LocalSystem.cs")]
    public void A_picture_of_the_system_names_its_parts_by_the_shared_names(string picture)
    {
        var source = Repository.Read(picture);

        Assert.All(Names(), name => Assert.Contains($"ResourceNames.{name.Name}", source));
        Assert.All(Names(), name => Assert.DoesNotContain($"\"{name.GetRawConstantValue()}\"", source));
    }

    private static FieldInfo[] Names() => typeof(ResourceNames).GetFields();
}
