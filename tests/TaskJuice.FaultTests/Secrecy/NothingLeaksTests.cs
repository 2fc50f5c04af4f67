using System.Net;
using System.Text.Json;
using System.Web;
using TaskJuice.Testing;
using Xunit;

namespace TaskJuice.FaultTests.Secrecy;

public sealed class NothingLeaksTests
{
    private const string Control = "control-label-7c1f";
    private const string ClientSecret = "sandbox-client-secret";
    private const string RefusedKey = "sk_sandbox_canary4711";
    private const string LostKey = "sk_sandbox_acme";
    private static readonly string[] Keys = ["sk_sandbox_globex", RefusedKey, LostKey, "token_initech", "TaskJuice-demo-1"];

    private readonly List<string> _seen = [ClientSecret, .. Keys];

    [Fact]
    public async Task No_secret_is_left_in_database_Redis_logs_traces_or_files()
    {
        await using var system = await TestSystem.StartAsync(ownServers: true, stop: TestContext.Current.CancellationToken);
        using var provider = new Provider(system);
        using var ada = await Person.SignInAsync(system);
        await UseEverythingAsync(system, provider, ada);
        var secrets = _seen.Concat(ada.Cookies.Values).Concat(await provider.SecretsAsync()).Where(secret => secret.Length > 0).Distinct().ToList();
        Assert.True(secrets.Count >= 15, $"Only {secrets.Count} secrets to look for.");

        // The product keeps nothing in Redis, so something is put there to be found.
        await Places.PutInRedisAsync(system, Control);
        var (database, redis, logs) = (await Places.DatabaseAsync(system), await Places.RedisAsync(system), system.Logs());
        var traces = await Until.SeenAsync(() => ReadAsync(system.TraceFile), text => text.Contains("connection.refresh"));
        Assert.Contains(Control, database);
        Assert.Contains("Acme Ops", database);
        Assert.Contains(Control, redis);
        Assert.Contains("needs to be reauthorized", logs);
        Assert.All(traces.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1], line => JsonDocument.Parse(line).Dispose());

        Assert.Empty(Forms.Found(database, secrets));
        Assert.Empty(Forms.Found(redis, secrets));
        Assert.Empty(Forms.Found(logs, secrets));
        Assert.Empty(Forms.Found(traces, secrets));
        Assert.Empty(Forms.Found(await ReadAsync(system.ProviderState), secrets));
    }

    private async Task UseEverythingAsync(TestSystem system, Provider provider, Person ada)
    {
        var database = new Database(system, "acme");
        var step = await ada.AddStepAsync("acme", "sandbox", "create-ticket");
        await provider.SetAsync(new() { AutoApprove = "acct_acme", Rotation = "strict" });
        await ConnectAsync(ada, step);
        await ada.TestAsync(step);
        await database.MakeDueAsync();
        await Until.SeenAsync(database.RowsAsync, rows => rows is [{ Version: 2, IsFresh: true }]);

        await PasteKeysAsync(ada, step);
        await provider.SetAsync(new() { Deny = true });
        Assert.Contains("Not connected", (await ConnectAsync(ada, step)).Text);
        await BreakAsync(system, ada, step);

        await provider.SetAsync(new() { RefuseRefresh = true });
        await database.MakeDueAsync();
        await Until.SeenAsync(database.RowsAsync, rows => rows.Any(row => row.Status == "error"));
    }

    // Goes through the provider by hand, to see state and code on the way.
    private async Task<Page> ConnectAsync(Person person, Step step)
    {
        var start = await person.StartOAuthAsync(step);
        var provider = start.Next!;
        _seen.Add(HttpUtility.ParseQueryString(provider.Query)["state"]!);
        _seen.AddRange(person.Cookies.Where(cookie => cookie.Key.StartsWith("__Host-tjf_", StringComparison.Ordinal)).Select(cookie => cookie.Value));
        return await person.FollowAsync(start);
    }

    private static async Task PasteKeysAsync(Person ada, Step step)
    {
        var refused = await ada.ConnectAsync(step, "api-key", ("f.name", "Refused"), ("f.key", RefusedKey));
        Assert.Contains("didn't accept this key", refused.Text);
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.ConnectAsync(step, "api-key", ("f.name", Control), ("f.key", "sk_sandbox_globex"))).Status);
        Assert.Contains("Sandbox responded.", (await ada.TestAsync(step)).Text);
        var pair = await ada.ConnectAsync(step, "account-token", ("f.name", "Two values"), ("f.accountSid", "ACinitech"), ("f.authToken", "token_initech"));
        Assert.Equal(HttpStatusCode.SeeOther, pair.Status);
        Assert.Contains("Sandbox responded.", (await ada.TestAsync(step)).Text);
    }

    // Storing breaks in the middle of everything, where exceptions like to quote what they were about to write.
    private static async Task BreakAsync(TestSystem system, Person ada, Step step)
    {
        var whole = new Database(system);
        await whole.ExecuteAsync("alter table audit_events rename to audit_events_away; alter table connection_secrets add constraint broken check (false) not valid");
        Assert.Equal(HttpStatusCode.InternalServerError, (await ada.TestAsync(step)).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await ada.ConnectAsync(step, "api-key", ("f.name", "Broken"), ("f.key", LostKey))).Status);
        await whole.ExecuteAsync("alter table audit_events_away rename to audit_events; alter table connection_secrets drop constraint broken");
    }

    private static async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
