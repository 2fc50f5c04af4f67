using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskJuice.Core.Storage;
using TaskJuice.FakeProvider;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Table;

/// <summary>A whole system with any number of real connections, and the wire to its provider.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly NpgsqlDataSource _owner;
    private readonly Dictionary<Guid, IssuedGrant> _grants = [];

    private Fleet(TestSystem system, Relay relay, ServiceProvider services, NpgsqlDataSource owner, Tenant tenant, Tenant other)
    {
        (System, Wire, _services, _owner, Tenant, Other) = (system, relay, services, owner, tenant, other);
        Provider = new(system);
    }

    public TestSystem System { get; }

    public Relay Wire { get; }

    public Provider Provider { get; }

    /// <summary>The workspace <c>acme</c> of the demo account.</summary>
    public Tenant Tenant { get; }

    /// <summary>The workspace <c>globex</c> of the same account.</summary>
    public Tenant Other { get; }

    /// <summary>By connection, the consent that it was made of.</summary>
    public IReadOnlyDictionary<Guid, IssuedGrant> Grants => _grants;

    /// <summary>Starts the processes; the provider's rate is out of the way unless the settings say otherwise.</summary>
    public static async Task<Fleet> StartAsync(int workers = 1, int webs = 1, bool ownServers = false, params (string Key, string Value)[] settings)
    {
        var wire = new Relay();
        var all = new Dictionary<string, string>(Seeding.Settings)
        {
            ["services__fake-provider__http__0"] = wire.Url,
            ["Egress__Allow__0"] = new Uri(wire.Url).Authority,
            ["Refresh__PerSecond"] = "10000",
            ["Traces__File"] = "",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        var system = await TestSystem.StartAsync(
            workers, webs, all, ownServers, ownServers ? ["synchronous_commit=on"] : null, TestContext.Current.CancellationToken);
        wire.LeadTo(system.ProviderUrl);
        var owner = NpgsqlDataSource.Create(system.Database);
        var services = await InProcess.StartAsync(system, [.. settings.Select(setting => (setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value))]);
        return new(system, wire, services, owner, await DemoAsync(owner, "acme"), await DemoAsync(owner, "globex"));
    }

    /// <summary>Adds connections that wait for nothing.</summary>
    /// <param name="count">How many.</param>
    /// <param name="tenant">Where; <see cref="Tenant"/> unless stated.</param>
    public async Task<IReadOnlyList<Guid>> SeedAsync(int count, Tenant? tenant = null)
    {
        var grants = await Provider.IssueAsync(count);
        var ids = await Seeding.AddAsync(_services, tenant ?? Tenant, Wire.Url, grants);
        foreach (var (id, grant) in ids.Zip(grants))
            _grants.Add(id, grant);
        return ids;
    }

    /// <summary>Lets the tokens of connections end and makes their refresh due.</summary>
    public Task MakeDueAsync(IReadOnlyCollection<Guid> ids) => ExecuteAsync("""
        update connections set expires_at = now() - interval '1 second' where id = any($1);
        update refresh_leases set due_at = now() - interval '1 second', asked_at = null, token_ends_at = now() - interval '1 second' where connection_id = any($1)
        """, ids);

    /// <summary>Lets the waiting for a late answer be over, as if its time had passed.</summary>
    public Task EndWaitingAsync(IReadOnlyCollection<Guid> ids) => ExecuteAsync("""
        update refresh_leases set uncertain_since = now() - interval '3 minutes', due_at = now() - interval '1 second', asked_at = null
        where connection_id = any($1) and owner is null and uncertain_since > now() - interval '3 minutes'
        """, ids);

    /// <summary>Lets every pause of the provider be over, as if its time had passed.</summary>
    public Task CloseCircuitsAsync(IReadOnlyCollection<Guid> ids) => ExecuteAsync("""
        delete from open_circuits;
        update refresh_leases set due_at = now() - interval '1 second', asked_at = null where connection_id = any($1) and owner is null and last_outcome in ('provider_paused', 'client_paused') and due_at > now()
        """, ids);

    /// <summary>Waits until each connection is as wanted.</summary>
    public Task UntilAllAsync(IReadOnlyCollection<Guid> ids, string condition, TimeSpan patience, Func<Task>? meanwhile = null) => Until.SeenAsync(async () =>
    {
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        return await CountAsync($"connections c join refresh_leases l on l.connection_id = c.id where c.id = any($1) and {condition}", ids);
    }, count => count == ids.Count, patience);

    /// <summary>How many rows there are.</summary>
    /// <param name="rows">A table with a condition; <c>$1</c> are the ids.</param>
    /// <param name="ids">Connections.</param>
    public async Task<long> CountAsync(string rows, IReadOnlyCollection<Guid> ids)
    {
        await using var command = _owner.CreateCommand($"select count(*) from {rows}");
        if (rows.Contains("$1", StringComparison.Ordinal))
            command.Parameters.Add(new() { Value = ids.ToArray() });
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>What a query finds; <c>$1</c> are the ids.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, IReadOnlyCollection<Guid> ids, Func<NpgsqlDataReader, T> read)
    {
        await using var command = _owner.CreateCommand(sql);
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<T> found = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            found.Add(read(reader));
        return found;
    }

    /// <summary>Starts PostgreSQL again after it was killed.</summary>
    public async Task StartDatabaseAgainAsync()
    {
        await System.Postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        _owner.Clear();
    }

    /// <summary>Holds what a statement locks until the result is disposed.</summary>
    public Task<IAsyncDisposable> HoldAsync(string sql) => new Database(System).HoldAsync(sql);

    /// <summary>Runs statements; <c>$1</c> are the ids.</summary>
    public async Task ExecuteAsync(string sql, IReadOnlyCollection<Guid> ids)
    {
        await using var connection = await _owner.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            if (statement.Contains("$1", StringComparison.Ordinal))
                command.Parameters.Add(new() { Value = ids.ToArray() });
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Provider.Dispose();
        await _services.DisposeAsync();
        await System.DisposeAsync();
        await _owner.DisposeAsync();
        await Wire.DisposeAsync();
    }

    private static async Task<Tenant> DemoAsync(NpgsqlDataSource owner, string slug)
    {
        await using var command = owner.CreateCommand("select account_id, id from workspaces where slug = $1");
        command.Parameters.Add(new() { Value = slug });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(reader.GetGuid(0), reader.GetGuid(1));
    }
}
