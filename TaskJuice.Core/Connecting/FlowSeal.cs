using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace TaskJuice.Core.Connecting;

/// <summary>
/// Keeps the flow of an attempt so that whoever can write the database cannot change it. It names the workspace in which an account will
/// live, the person, the step and the connection to repair: in plain text it would be the place to redirect somebody else's account.
/// </summary>
public sealed partial class FlowSeal(IDataProtectionProvider protection, ILogger<FlowSeal> log)
{
    private readonly IDataProtector _protector = protection.CreateProtector("TaskJuice.ConnectFlow.v1");

    internal string Close(ConnectFlow flow) => _protector.Protect(JsonSerializer.Serialize(flow));

    /// <summary>Null when the text is not one that was sealed here.</summary>
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

    [LoggerMessage(LogLevel.Error, "Could not decrypt the stored state of a connect attempt: it was changed in the database, or the key ring was lost")]
    private partial void DoesNotOpen();
}
