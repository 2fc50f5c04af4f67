using System.Reflection;
using Xunit;

namespace TaskJuice.Tests.Running;

public sealed class ResourceNamesTests
{
    [Fact]
    public void The_picture_of_the_system_names_its_parts_by_the_shared_names()
    {
        var source = string.Concat(
            Directory.GetFiles(Path.Combine(Repository.Root, "TaskJuice.AppHost"), "*.cs").Concat(Directory.GetFiles(Path.Combine(Repository.Root, "TaskJuice.AppHost", "Local"), "Local*.cs"))
                .Select(File.ReadAllText));

        Assert.All(Names(), name => Assert.Contains($"ResourceNames.{name.Name}", source));
        Assert.All(Names(), name => Assert.DoesNotContain($"\"{name.GetRawConstantValue()}\"", source));
    }

    private static FieldInfo[] Names() => typeof(ResourceNames).GetFields();
}
