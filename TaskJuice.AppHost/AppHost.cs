using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using TaskJuice;

var builder = DistributedApplication.CreateBuilder(args);
var publishing = builder.ExecutionContext.IsPublishMode;

bool HasOwn(string name) => !publishing && builder.Configuration.GetConnectionString(name) is { Length: > 0 };

IResourceBuilder<IResourceWithConnectionString> database = HasOwn(ResourceNames.Database)
    ? builder.AddConnectionString(ResourceNames.Database)
    : builder.AddPostgres(ResourceNames.Server).WithDataVolume().WithLifetime(ContainerLifetime.Persistent).AddDatabase(ResourceNames.Database);

IResourceBuilder<IResourceWithConnectionString> cache = HasOwn(ResourceNames.Cache)
    ? builder.AddConnectionString(ResourceNames.Cache)
    : builder.AddRedis(ResourceNames.Cache).WithDataVolume();

var worker = builder.AddProject<Projects.TaskJuice_Worker>(ResourceNames.Worker)
    .WithReference(database).WaitFor(database)
    .WithReference(cache).WaitFor(cache)
    .WithHttpHealthCheck("/health");

var web = builder.AddProject<Projects.TaskJuice_Web>(ResourceNames.Web)
    .WithExternalHttpEndpoints().WithHttpHealthCheck("/health")
    .WithReference(database).WaitFor(database)
    .WithReference(cache).WaitFor(cache)
    .WaitFor(worker);

IResourceBuilder<ProjectResource>[] both = [worker, web];

if (publishing)
{
    var publicUrl = builder.AddParameter("public-url");
    var keyEncryptionKey = builder.AddParameter("key-encryption-key", secret: true);
    var mailConnection = builder.AddParameter("mail-connection", secret: true);
    var mailFrom = builder.AddParameter("mail-from");
    foreach (var process in both)
        process.WithEnvironment("Web__PublicUrl", publicUrl)
            .WithEnvironment("Vault__KeyEncryptionKey", keyEncryptionKey)
            .WithEnvironment("Mail__ConnectionString", mailConnection)
            .WithEnvironment("Mail__From", mailFrom);
}
else if (builder.Environment.IsDevelopment())
{
    var repository = Path.GetDirectoryName(builder.AppHostDirectory)!;
    var provider = builder.AddProject<Projects.TaskJuice_FakeProvider>(ResourceNames.FakeProvider).WithHttpHealthCheck("/health")
        .WithEnvironment(Development.FakeProviderStateVariable, Development.FakeProviderState(repository));
    foreach (var process in both)
    {
        process.WithReference(provider).WaitFor(provider);
        foreach (var (name, value) in Development.Variables(repository))
            process.WithEnvironment(name, value);
    }

    web.OnResourceReady((_, _, _) => Console.Out.WriteLineAsync(string.Join(Environment.NewLine, Development.Welcome)));
}

builder.Build().Run();
