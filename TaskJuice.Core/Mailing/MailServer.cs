using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace TaskJuice.Core.Mailing;

/// <summary>The operator's mail server (RFC 5321).</summary>
public sealed class MailServer(MailSettings settings)
{
    /// <summary>How long one mail may take, everything included; shorter than the lease on its row.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const int FirstPermanentCode = 500; // RFC 5321 section 4.2.1

    /// <summary>Hands one mail over.</summary>
    /// <returns>What came of it.</returns>
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
            // The server's own text names people, so only its code is told.
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

    // A password only goes through a connection that nobody can read.
    private SecureSocketOptions Encryption =>
        settings.IsTlsFromStart ? SecureSocketOptions.SslOnConnect
        : settings is { User: not null, IsLocal: false } ? SecureSocketOptions.StartTls
        : SecureSocketOptions.StartTlsWhenAvailable;
}

/// <summary>What a mail server did with a mail.</summary>
/// <param name="IsTaken">True when it took the mail.</param>
/// <param name="Problem">Why not, without names; null when it did.</param>
internal sealed record MailAnswer(bool IsTaken, string? Problem = null)
{
    /// <summary>True when another try cannot help: nobody has this address.</summary>
    public bool IsFinal { get; init; }
}
