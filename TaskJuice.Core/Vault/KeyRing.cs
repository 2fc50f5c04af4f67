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
/// The ring of keys behind cookies and pending authorizations: shared by all processes through the database, and sealed there by the
/// key-encryption key. Losing it costs sign-ins, never a connection.
/// </summary>
internal static class KeyRing
{
    public static void AddKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("TaskJuice").PersistKeysToDbContext<TaskJuiceDb>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlEncryptor = new RingKeySealer(provider.GetRequiredService<KeyEncryptionKeys>())));
    }
}

internal sealed class RingKeySealer(KeyEncryptionKeys keys) : IXmlEncryptor
{
    internal static readonly byte[] Context = Encoding.UTF8.GetBytes("taskjuice.key-ring");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var bytes = Envelope.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), keys.Key(keys.Current), Context);
        var element = new XElement("sealed", new XAttribute("key", keys.Current), Convert.ToBase64String(bytes));
        return new EncryptedXmlInfo(element, typeof(RingKeyOpener));
    }
}

// Data Protection makes it by reflection and hands over the services.
internal sealed class RingKeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var keys = services.GetRequiredService<KeyEncryptionKeys>();
        var bytes = Envelope.Decrypt(
            Convert.FromBase64String(encryptedElement.Value), keys.Key((int)encryptedElement.Attribute("key")!), RingKeySealer.Context);
        return XElement.Parse(Encoding.UTF8.GetString(bytes));
    }
}
