using System.Text;
using Xunit;

namespace TaskJuice.FaultTests.Secrecy;

public sealed class FormsTests
{
    private const string Secret = "plan\"ted/sec+ret value";

    public static TheoryData<string> Places => new(
        Secret,
        Convert.ToHexString(Encoding.UTF8.GetBytes($"x{Secret}y")),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
        $"key={Uri.EscapeDataString(Secret)}&",
        System.Text.Json.JsonSerializer.Serialize(new { Secret }),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Secret}:x")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"1{Secret}23")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"12{Secret}3")),
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"id:{Secret}")));

    [Theory, MemberData(nameof(Places))]
    public void A_secret_is_found_in_every_form(string place) => Assert.Equal([Secret], Forms.Found($"before {place} after", [Secret, "another secret"]));

    [Fact]
    public void What_is_not_there_is_not_found() => Assert.Empty(Forms.Found("nothing of the kind", [Secret]));
}
