using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Seals the flow of an attempt, so that write access to the database is not enough to change it. The flow determines the connection's
/// workspace, person, step, and the connection to reconnect; in plain text it could be edited to redirect someone else's account.
/// </summary>
public sealed partial class FlowSeal(IDataProtectionProvider protection, ILogger<FlowSeal> log)
{
    private readonly IDataProtector _protector = protection.CreateProtector("TaskJuice.ConnectFlow.v1");

    internal string Close(ConnectFlow flow) => _protector.Protect(JsonSerializer.Serialize(flow));

    /// <summary>Returns null when the text was not sealed by this class.</summary>
    internal ConnectFlow? Open(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ConnectFlow>(_protector.Unprotect(text));
        }
        catch (CryptographicException)
        {
            DoesNotOpen();
            return null;
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "Could not decrypt the stored state of a connect attempt: it was changed in the database, or the key ring was lost")]
    private partial void DoesNotOpen();
}
