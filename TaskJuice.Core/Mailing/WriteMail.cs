using System.Text;
using System.Text.Encodings.Web;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Configuring;
using TaskJuice.Core.Connections;
using TaskJuice.Core.Notifying;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Mailing;

/// <summary>Composes a queued email from the current state when it is sent. It never reads a credential.</summary>
public sealed class WriteMail(TaskJuiceDb db, AppCatalog catalog, PublicUrl url, MailSettings settings)
{
    private const int LongestName = 120;
    private static readonly string Page = ReadPage();

    /// <summary>The message, or null when there is nothing left to report.</summary>
    internal async Task<MimeMessage?> WriteAsync(Tenant tenant, Guid id, CancellationToken stop)
    {
        await using var session = await db.InWorkspaceAsync(tenant, stop);
        var row = await session.Mails.AsNoTracking().Where(mail => mail.Id == id)
            .Join(session.Notifications, mail => mail.NotificationId, told => told.Id, (mail, told) => new { mail, told })
            .Join(
                session.Connections, pair => pair.told.ConnectionId, connection => (Guid?)connection.Id,
                (pair, connection) => new { pair.mail, pair.told, connection })
            .FirstOrDefaultAsync(stop);
        if (row is null || Story(row.mail, row.told.ClosedAt, row.connection) is not { } story)
            return null;

        // Former members receive no email.
        var person = await session.People.AsNoTracking().FirstOrDefaultAsync(user => user.Id == row.mail.UserId, stop);
        if (!MailboxAddress.TryParse(person?.Email, out var to))
            return null;

        var workspace = await session.Workspaces.AsNoTracking().FirstAsync(stop);
        var steps = await session.Steps.AsNoTracking().Where(step => step.ConnectionId == row.connection.Id && step.RemovedAt == null)
            .OrderBy(step => step.WorkflowId).ThenBy(step => step.Position).Select(step => new { step.WorkflowId, step.Key })
            .ToListAsync(stop);
        var connectionPath = $"/{workspace.Slug}/connections/{row.connection.Id}";
        var path = row.mail.Kind == MailKind.Over ? connectionPath
            : $"/{workspace.Slug}/connect/{row.connection.App}?connection={row.connection.Id}"
                + (steps is [var first, ..] ? $"&workflow={first.WorkflowId}&step={Uri.EscapeDataString(first.Key)}" : "");
        var content = new Content(
            story, OneLine(catalog.Find(row.connection.App)?.Name ?? row.connection.App), OneLine(row.connection.Label),
            OneLine(workspace.Name), steps.Count, url.Of(path));
        return Message(row.mail, new MailboxAddress(OneLine(person!.DisplayName), to.Address), content);
    }

    // A connection that failed again meanwhile has a new notification.
    private static string? Story(Mail mail, DateTimeOffset? closedAt, Connection connection) => (mail.Kind, connection.Status) switch
    {
        (MailKind.ReauthRequired, ConnectionStatus.Error) when closedAt is null => "Reauth",
        (MailKind.Over, ConnectionStatus.Pending or ConnectionStatus.Active) => "Works",
        (MailKind.Over, ConnectionStatus.Revoked) => "Ended",
        _ => null,
    };

    private MimeMessage Message(Mail mail, MailboxAddress to, Content content)
    {
        var sender = MailboxAddress.Parse(settings.From);
        var message = new MimeMessage { Subject = content.Subject, MessageId = $"{mail.Id:N}@{sender.Domain}" };
        message.From.Add(sender);
        message.To.Add(to);

        // Prevents automatic replies (RFC 3834 section 5).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new BodyBuilder { TextBody = content.Text, HtmlBody = Filled(content) }.ToMessageBody();
        return message;
    }

    private static string Filled(Content content)
    {
        var page = new StringBuilder(Page);
        foreach (var (place, text) in content.Places)
            page.Replace($"[[{place}]]", HtmlEncoder.Default.Encode(text));
        return page.ToString();
    }

    // People and providers choose names: a line break in one must not start a header or a line.
    private static string OneLine(string name) =>
        ShortText.Of(string.Concat(name.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter))
            .Trim(), LongestName);

    private static string ReadPage()
    {
        using var reader = new StreamReader(typeof(WriteMail).Assembly.GetManifestResourceStream("Mail.html")!);
        return reader.ReadToEnd();
    }

    private sealed record Content(string Story, string App, string Label, string Workspace, int Steps, Uri Link)
    {
        public string Subject => MailWords.Of($"{Story}.Subject", App, Label, Workspace);

        public IReadOnlyList<(string Place, string Text)> Places =>
        [
            ("title", MailWords.Of($"{Story}.Title", App)),
            ("lead", MailWords.Of($"{Story}.Lead", App, Label, Workspace)),
            ("steps", MailWords.Count($"{Story}.Steps", Steps)),
            ("act", MailWords.Of($"{Story}.Act", App)),
            ("why", MailWords.Of("Why", Workspace)),
            ("link", Link.AbsoluteUri),
        ];

        public string Text
        {
            get
            {
                var places = Places.ToDictionary(place => place.Place, place => place.Text);
                return string.Join(
                    "\n\n", places["lead"], places["steps"], $"{places["act"]}:\n{places["link"]}", $"-- \n{places["why"]}") + "\n";
            }
        }
    }
}
