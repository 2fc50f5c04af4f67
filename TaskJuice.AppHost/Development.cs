namespace TaskJuice;

/// <summary>What a developer's machine needs besides the picture of the system; the same with Aspire and without.</summary>
internal static class Development
{
    public const int WebPort = 5080;
    public const int WorkerPort = 5081;
    public const int FakeProviderPort = 5090;

    public static readonly string WebUrl = $"http://localhost:{WebPort}";

    public static readonly string[] Welcome =
    [
        $"TaskJuice is ready: {WebUrl}",
        "Sign in as ada@example.test with the password TaskJuice-demo-1",
    ];

    public const string FakeProviderStateVariable = "FakeProvider__State";

    // The apps of the catalog that the fake provider plays.
    private static readonly string[] SandboxApps = ["sandbox", "sandbox-oauth"];

    /// <summary>Where the fake provider keeps grants and tokens, so that the connections of earlier runs still work.</summary>
    /// <param name="repository">The checkout's root.</param>
    public static string FakeProviderState(string repository) => Path.Combine(repository, ".data", "fake-provider.json");

    /// <summary>The variables that Web and Worker get.</summary>
    /// <param name="repository">The checkout's root; keys and the spool are kept in its <c>.data</c>.</param>
    public static IEnumerable<KeyValuePair<string, string>> Variables(string repository)
    {
        yield return new("Web__PublicUrl", WebUrl);
        yield return new("Vault__KeyDirectory", DevelopmentKeys.In(repository));
        yield return new("Refresh__SpoolDirectory", Path.Combine(repository, ".data", "spool"));
        // A name of its own: the person who starts this may have an entry 0.
        yield return new("Egress__Allow__fake-provider", $"localhost:{FakeProviderPort}");
        foreach (var app in SandboxApps)
        {
            yield return new($"OAuth__Clients__{app}__ClientId", "taskjuice-sandbox");
            yield return new($"OAuth__Clients__{app}__ClientSecret", "sandbox-client-secret");
        }
    }
}
