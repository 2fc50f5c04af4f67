using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Vault;

/// <summary>
/// The Data Protection key ring for cookies and pending authorizations: shared by all processes through the database, and encrypted there
/// with the vault's own key. Losing it ends sign-in sessions, but affects no connection.
/// </summary>
internal static class KeyRing
{
    public static readonly byte[] Context = Encoding.UTF8.GetBytes("taskjuice.key-ring");

    public static void AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("TaskJuice").PersistKeysToDbContext<TaskJuiceDb>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlEncryptor = new RingKeySealer(provider.GetRequiredService<VaultUnlock>())));
    }

    // Data Protection calls this synchronously. Both programs unlock the vault before they serve requests, so this blocks on the network
    // only in a process that started during an outage, which is not ready anyway.
    public static byte[] Key(VaultUnlock seal)
    {
        var opening = seal.OpenAsync(CancellationToken.None);
        return opening.IsCompletedSuccessfully ? opening.Result : opening.AsTask().GetAwaiter().GetResult();
    }
}

internal sealed class RingKeySealer(VaultUnlock seal) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var bytes = Envelope.Encrypt(
            Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), KeyRing.Key(seal), KeyRing.Context);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(bytes)), typeof(RingKeyOpener));
    }
}

// Data Protection creates it by reflection and passes the service provider.
internal sealed class RingKeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = Convert.FromBase64String(encryptedElement.Value);
        return XElement.Parse(
            Encoding.UTF8.GetString(Envelope.Decrypt(bytes, KeyRing.Key(services.GetRequiredService<VaultUnlock>()), KeyRing.Context)));
    }
}
