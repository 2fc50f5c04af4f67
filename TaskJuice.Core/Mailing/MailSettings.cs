using System.ComponentModel.DataAnnotations;
using MimeKit;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Vault;

namespace TaskJuice.Core.Mailing;

/// <summary>The mail server. Without <c>Mail:ConnectionString</c>, no email is sent.</summary>
public sealed class MailSettings : IValidatableObject
{
    private const int SubmissionPort = 587; // RFC 6409 section 3.1
    private const int SubmissionsPort = 465; // RFC 8314 section 3.3
    private const string LongestWait = "10675199.02:48:05"; // the maximum of TimeSpan

    private readonly Uri? _server;

    /// <summary>The server and the sign-in. Stored in parts and never returned, because one of them is a password.</summary>
    public string ConnectionString
    {
        private get;
        init
        {
            field = value.Trim();
            _server = Uri.TryCreate(field, UriKind.Absolute, out var address) ? address : null;
        }
    } = "";

    /// <summary>The sender.</summary>
    public string From { get; init; } = "";

    /// <summary>How long a problem must last before people are emailed, so that one resolved quickly sends none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", LongestWait,
        ErrorMessage = "{0} must be how long a problem lasts before people are emailed, in hours, minutes and seconds such as 00:02:00.")]
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether email is configured.</summary>
    public bool IsOn => ConnectionString.Length > 0;

    /// <summary>Name of the server; empty when email is not configured.</summary>
    public string Host => _server is null ? "" : HostName.Of(_server) ?? "";

    /// <summary>Port of the server.</summary>
    public int Port => _server is { Port: > 0 } named ? named.Port : IsTlsFromStart ? SubmissionsPort : SubmissionPort;

    /// <summary>True for implicit TLS; otherwise STARTTLS is used.</summary>
    public bool IsTlsFromStart => _server?.Scheme == "smtps";

    /// <summary>Whether the server is on this machine; only then may a password be sent unencrypted.</summary>
    public bool IsLocal => _server?.IsLoopback == true;

    /// <summary>The user name for the server, or null without authentication.</summary>
    public string? User => UserInfo[0].Length == 0 ? null : Uri.UnescapeDataString(UserInfo[0]);

    /// <summary>The password for <see cref="User"/>.</summary>
    public Secret Password => new(UserInfo is [_, var password] ? Uri.UnescapeDataString(password) : "");

    private string[] UserInfo => (_server?.UserInfo ?? "").Split(':', 2);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;

        if (_server is not { Scheme: "smtp" or "smtps", AbsolutePath: "" or "/", Query: "", Fragment: "" } || Host.Length == 0)
        {
            yield return new("Mail:ConnectionString must look like smtp://user:password@mail.example.com:587 or smtps://mail.example.com, "
                + "with special characters of the password percent-encoded.");
        }
        else if (!MailboxAddress.TryParse(From, out var sender) || !sender.Address.Contains('@'))
        {
            yield return new(
                "Mail:From must be the sender of emails, such as TaskJuice <notices@example.com>, because Mail:ConnectionString is set.");
        }
    }
}
