namespace TaskJuice;

/// <summary>The names under which the parts of the system know each other. AppHost, Web and Worker all read them here.</summary>
public static class ResourceNames
{
    /// <summary>The PostgreSQL server that holds <see cref="Database"/>.</summary>
    public const string Server = "postgres";

    /// <summary>The PostgreSQL database; its connection string is <c>ConnectionStrings:taskjuice</c>.</summary>
    public const string Database = "taskjuice";

    /// <summary>The Redis server that is <see cref="Cache"/>, where it is a program of this machine.</summary>
    public const string CacheServer = "redis";

    /// <summary>Redis; its connection string is <c>ConnectionStrings:cache</c>.</summary>
    public const string Cache = "cache";

    /// <summary>The process that migrates the database and does every timed duty.</summary>
    public const string Worker = "worker";

    /// <summary>The process that serves the browser.</summary>
    public const string Web = "web";

    /// <summary>The provider that plays every OAuth and API-key role in development and in tests.</summary>
    public const string FakeProvider = "fake-provider";
}
