using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace TaskJuice.Core.Mailing;

/// <summary>The operator's mail server (RFC 5321).</summary>
public sealed class MailServer(MailSettings settings)
{
    /// <summary>The timeout for one email as a whole; shorter than the claim on its row.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const int FirstPermanentCode = 500; // RFC 5321 section 4.2.1

    /// <summary>Sends one email.</summary>
    /// <returns>The result.</returns>
    internal async Task<MailAnswer> SendAsync(MimeMessage message, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(settings.Host, settings.Port, Encryption, limit.Token);
            if (settings.User is { } user)
                await client.AuthenticateAsync(user, settings.Password.Reveal(), limit.Token);
            await client.SendAsync(message, limit.Token);
            await client.DisconnectAsync(quit: true, limit.Token);
            return new(IsTaken: true);
        }
        catch (SmtpCommandException refusal)
        {
            // The server's own text may contain addresses, so only its code is reported.
            return new(false, $"the server answered {(int)refusal.StatusCode}")
            {
                IsFinal = refusal.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refusal.StatusCode >= FirstPermanentCode,
            };
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            return new(false, failure.GetType().Name);
        }
    }

    // A password requires an encrypted connection.
    private SecureSocketOptions Encryption =>
        settings.IsTlsFromStart ? SecureSocketOptions.SslOnConnect
        : settings is { User: not null, IsLocal: false } ? SecureSocketOptions.StartTls
        : SecureSocketOptions.StartTlsWhenAvailable;
}

/// <summary>The mail server's result.</summary>
/// <param name="IsTaken">True when it accepted the email.</param>
/// <param name="Problem">Why not, without addresses; null when it did.</param>
internal sealed record MailAnswer(bool IsTaken, string? Problem = null)
{
    /// <summary>True when a retry cannot help: the address does not exist.</summary>
    public bool IsFinal { get; init; }
}
