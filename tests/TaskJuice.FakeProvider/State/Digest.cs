using System.Security.Cryptography;
using System.Text;

namespace TaskJuice.FakeProvider.State;

internal static class Digest
{
    public static string Of(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
