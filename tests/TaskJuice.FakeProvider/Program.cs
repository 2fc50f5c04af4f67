namespace TaskJuice.FakeProvider;

// A named class: a top-level Program would clash with the one of the Web project in tests that reference both.
internal static class Program
{
    private static void Main(string[] args) => FakeProviderApp.Build(args).Run();
}
