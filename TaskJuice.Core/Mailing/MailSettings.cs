using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using MimeKit;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Mailing;

/// <summary>The server that mails go through, from <c>Mail:ConnectionString</c> and <c>Mail:From</c>. Without them no mail is sent.</summary>
public sealed record MailSettings
{
    private const int SubmissionPort = 587; // RFC 6409 section 3.1
    private const int SubmissionsPort = 465; // RFC 8314 section 3.3
    private static readonly TimeSpan UsualWait = TimeSpan.FromMinutes(2);

    /// <summary>Whether mail is configured at all.</summary>
    public bool IsOn => Host.Length > 0;

    /// <summary>Name of the server; empty when no mail is sent.</summary>
    public string Host { get; private init; } = "";

    /// <summary>Port of the server.</summary>
    public int Port { get; private init; }

    /// <summary>True when TLS begins with the connection; otherwise STARTTLS is asked for.</summary>
    public bool IsTlsFromStart { get; private init; }

    /// <summary>Whether the server runs on this machine; only then a password may go unencrypted.</summary>
    public bool IsLocal { get; private init; }

    /// <summary>Who signs in at the server, or null when nobody does.</summary>
    public string? User { get; private init; }

    /// <summary>The password for <see cref="User"/>.</summary>
    public Secret Password { get; private init; }

    /// <summary>The sender.</summary>
    public string From { get; private init; } = "";

    /// <summary>How long a trouble lasts before somebody is written to, so that what is repaired at once bothers nobody.</summary>
    public TimeSpan Wait { get; private init; } = UsualWait;

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="OptionsValidationException">Something is set wrongly; the message names the key and never the value.</exception>
    public static MailSettings Read(IConfiguration configuration)
    {
        var text = configuration["Mail:ConnectionString"]?.Trim() ?? "";
        if (text.Length == 0)
            return new();

        var server = Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;
        if (server is not { Scheme: "smtp" or "smtps", Host.Length: > 0, AbsolutePath: "" or "/", Query: "", Fragment: "" } || HostName.Of(server) is not { } host)
            throw Wrong("Mail:ConnectionString must look like smtp://user:password@mail.example.com:587 or smtps://mail.example.com, with special characters of the password percent-encoded.");

        var isTls = server.Scheme == "smtps";
        var (user, password) = server.UserInfo.Split(':', 2) is [var name, var secret] ? (name, secret) : (server.UserInfo, "");
        return new()
        {
            Host = host,
            Port = server.Port > 0 ? server.Port : isTls ? SubmissionsPort : SubmissionPort,
            IsTlsFromStart = isTls,
            IsLocal = server.IsLoopback,
            User = user.Length == 0 ? null : Uri.UnescapeDataString(user),
            Password = new(Uri.UnescapeDataString(password)),
            From = Sender(configuration["Mail:From"]),
            Wait = WaitOf(configuration["Mail:Wait"]),
        };
    }

    private static string Sender(string? text) =>
        MailboxAddress.TryParse(text, out var sender) && sender.Address.Contains('@')
            ? sender.ToString()
            : throw Wrong("Mail:From must be the sender of mails, such as TaskJuice <notices@example.com>, because Mail:ConnectionString is set.");

    private static TimeSpan WaitOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? UsualWait
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var wait) && wait >= TimeSpan.Zero ? wait
        : throw Wrong("Mail:Wait must be how long a trouble lasts before somebody is written to, as hours, minutes and seconds such as 00:02:00.");

    private static OptionsValidationException Wrong(string sentence) => new("Mail", typeof(MailSettings), [sentence]);
}
