using Microsoft.Extensions.DependencyInjection;
using TaskJuice.Core.Mailing;
using TaskJuice.Tests.Connections;
using Xunit;

namespace TaskJuice.Tests.Mailing;

public sealed class MailTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task A_trouble_that_lasts_is_mailed_once_to_everybody_who_can_act()
    {
        var back = await ConnectedAsync();
        var admin = await web.AddColleagueAsync(back.Agency);
        await web.ExecuteAsync($"update memberships set role = 'admin' where user_id = '{admin.UserId}'");
        var member = await web.AddColleagueAsync(back.Agency);
        await RefuseAsync(back);
        await using var box = new Mailbox();
        var hosts = await Task.WhenAll(web.StartHostAsync(box.Settings), web.StartHostAsync(box.Settings));

        await Task.WhenAll(hosts.Concat(hosts).Select(SendAsync));

        Assert.Empty(box.To(member.Email));
        foreach (var person in (Agency[])[back.Agency, admin])
        {
            var (_, message) = Assert.Single(box.To(person.Email));
            Assert.Equal("Sandbox reauth required: Acme Ops (acme)", message.Subject);
            foreach (var text in (string[])[message.TextBody!, message.HtmlBody!])
            {
                Assert.Contains("1 step is paused until the account is reconnected.", text);
                Assert.Contains("workspace acme", text);
            }

            Assert.Contains($"https://localhost/acme/connect/sandbox?connection={await IdAsync(back)}&workflow={back.Step.WorkflowId}&step={back.Step.Key}", message.TextBody);
            Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        }
    }

    [Fact]
    public async Task Whoever_connected_it_is_told_without_running_the_account()
    {
        var back = await ConnectedAsync();
        var member = await web.AddColleagueAsync(back.Agency);
        await web.ExecuteAsync($"update connections set created_by = '{member.UserId}' where id = '{await IdAsync(back)}'");
        await RefuseAsync(back);
        await using var box = new Mailbox();
        await SendAsync(await web.StartHostAsync(box.Settings));
        Assert.Single(box.To(member.Email));
    }

    [Fact]
    public async Task What_is_repaired_at_once_bothers_nobody()
    {
        var back = await ConnectedAsync();
        await RefuseAsync(back);
        await using var box = new Mailbox();
        await SendAsync(await web.StartHostAsync([.. box.Settings[..2]]));
        Assert.Empty(box.To(back.Agency.Email));

        await ReconnectAsync(back);
        await SendAsync(await web.StartHostAsync(box.Settings));
        Assert.Empty(box.To(back.Agency.Email));
    }

    [Fact]
    public async Task Whoever_was_told_hears_that_it_works_again()
    {
        var back = await ConnectedAsync();
        await RefuseAsync(back);
        await using var box = new Mailbox();
        var host = await web.StartHostAsync(box.Settings);
        await SendAsync(host);
        await ReconnectAsync(back);
        await SendAsync(host);
        await SendAsync(host);

        var mails = box.To(back.Agency.Email);
        Assert.Equal(["Sandbox reauth required: Acme Ops (acme)", "Sandbox is working again: Acme Ops (acme)"], mails.Select(mail => mail.Message.Subject));
        Assert.Contains($"https://localhost/acme/connections/{await IdAsync(back)}", mails[1].Message.TextBody);
    }

    [Fact]
    public async Task A_name_cannot_write_headers_or_markup()
    {
        var back = await ConnectedAsync();
        await web.ExecuteAsync($"update connections set label = E'Evil\\r\\nBcc: thief@evil.test\\r\\n\\r\\n<script>' where id = '{await IdAsync(back)}'");
        await web.ExecuteAsync($"update users set display_name = E'Ada\\r\\nCc: thief@evil.test' where id = '{back.Agency.UserId}'");
        await RefuseAsync(back);
        await using var box = new Mailbox();
        await SendAsync(await web.StartHostAsync(box.Settings));

        var (_, message) = Assert.Single(box.To(back.Agency.Email));
        Assert.DoesNotContain("thief@evil.test", box.Recipients);
        Assert.Empty(message.Bcc);
        Assert.Empty(message.Cc);
        Assert.Equal("Sandbox reauth required: Evil  Bcc: thief@evil.test    <script> (acme)", message.Subject);
        Assert.DoesNotContain("<script>", message.HtmlBody);
        Assert.DoesNotContain("\nBcc:", message.TextBody);
    }

    [Fact]
    public async Task A_server_that_is_away_is_tried_again_and_given_up_after_a_day()
    {
        var back = await ConnectedAsync();
        await RefuseAsync(back);
        var host = await web.StartHostAsync(("Mail:ConnectionString", $"smtp://127.0.0.1:{Mailbox.FreePort()}"), ("Mail:From", "notices@taskjuice.test"), ("Mail:Wait", "00:00:00"));
        await SendAsync(host);
        Assert.Equal(1L, await CountAsync(back, "tries = 1 and sent_at is null and held_until is null and due_at between now() + interval '30 seconds' and now() + interval '70 seconds'"));

        await SetAsync(back, "due_at = now() - interval '1 second'");
        await SendAsync(host);
        Assert.Equal(1L, await CountAsync(back, "tries = 2 and due_at > now() + interval '100 seconds'"));

        await SetAsync(back, "due_at = now() - interval '1 second', planned_at = now() - interval '25 hours'");
        await SendAsync(host);
        Assert.Equal(1L, await CountAsync(back, "tries = 3 and due_at is null and sent_at is null"));
        Assert.Contains(web.Leaks.Logged, line => line.Contains("after 3 attempts"));
        Assert.DoesNotContain(web.Leaks.Logged, line => (line.StartsWith("Mail ", StringComparison.Ordinal) || line.StartsWith("Giving up on mail ", StringComparison.Ordinal)) && line.Contains(back.Agency.Email));
    }

    [Fact]
    public async Task A_process_that_died_with_a_mail_in_hand_does_not_keep_it()
    {
        var back = await ConnectedAsync();
        await RefuseAsync(back);
        await using var box = new Mailbox();
        var host = await web.StartHostAsync(box.Settings);
        await SetAsync(back, "tries = 1, held_until = now() + interval '1 minute'");
        await SendAsync(host);
        Assert.Empty(box.To(back.Agency.Email));
        await SetAsync(back, "held_until = now() - interval '1 second'");
        await SendAsync(host);
        Assert.Single(box.To(back.Agency.Email));
    }

    [Fact]
    public async Task Without_a_server_nothing_is_sent_and_nothing_complains()
    {
        var back = await ConnectedAsync();
        await RefuseAsync(back);
        await SendAsync(web.Services);
        Assert.Equal(1L, await CountAsync(back, "tries = 0 and due_at is not null"));
    }

    private async Task<Returning> ConnectedAsync()
    {
        var back = await Returning.ToAsync(web);
        await back.FinishAsync();
        return back;
    }

    private async Task RefuseAsync(Returning back)
    {
        await web.ExpireAsync(back);
        await web.TurnAsync(new() { RefuseRefresh = true });
        await back.Guest.TestStepAsync(back.Step);
    }

    private async Task ReconnectAsync(Returning back) => await back.Guest.ConnectAsync(back.Step.Connect("oauth", await IdAsync(back)));

    private async Task<Guid> IdAsync(Returning back) => Assert.Single(await web.ConnectionsAsync(back.Agency.Tenant)).Id;

    private static Task SendAsync(IServiceProvider host) => host.GetRequiredService<MailSchedule>().SendDueAsync(TestContext.Current.CancellationToken);

    private Task SetAsync(Returning back, string change) => web.ExecuteAsync($"update mails set {change} where workspace_id = '{back.Agency.Tenant.WorkspaceId}'");

    private async Task<long> CountAsync(Returning back, string where) =>
        (long)(await web.ReadAsync($"select count(*) from mails where workspace_id = '{back.Agency.Tenant.WorkspaceId}' and {where}"))!;
}
