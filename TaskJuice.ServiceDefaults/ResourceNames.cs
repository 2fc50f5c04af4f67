namespace TaskJuice;

/// <summary>The names of the resources, shared by AppHost, Web and Worker.</summary>
public static class ResourceNames
{
    /// <summary>The PostgreSQL server that holds <see cref="Database"/>.</summary>
    public const string Server = "postgres";

    /// <summary>The PostgreSQL database; its connection string is <c>ConnectionStrings:taskjuice</c>.</summary>
    public const string Database = "taskjuice";

    /// <summary>The Redis server that is <see cref="Cache"/>, when it runs as a process on this machine.</summary>
    public const string CacheServer = "redis";

    /// <summary>Redis; its connection string is <c>ConnectionStrings:cache</c>.</summary>
    public const string Cache = "cache";

    /// <summary>The process that migrates the database and runs all background duties.</summary>
    public const string Worker = "worker";

    /// <summary>The process that serves browsers.</summary>
    public const string Web = "web";

    /// <summary>The provider that simulates every OAuth and API-key provider in development and in tests.</summary>
    public const string FakeProvider = "fake-provider";
}
