using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace TaskJuice.Testing.KeyServices;

/// <summary>A key service on a free port: keeps keys, encrypts for whoever asks, and can be out of order.</summary>
public abstract class FakeKeyService : IAsyncLifetime
{
    private readonly WebApplication _app;

    protected FakeKeyService()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.First();

    /// <summary>Answers 503 to everything.</summary>
    public bool IsDown { get; set; }

    /// <summary>Lets nobody use a key.</summary>
    public bool Refuses { get; set; }

    /// <summary>How many calls came.</summary>
    public int Calls { get; private set; }

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task AnswerAsync(HttpContext call, byte[] body);

    protected static byte[] Encrypt(byte[] key, byte[] text, string context)
    {
        var nonce = RandomNumberGenerator.GetBytes(12);
        var (sealedText, tag) = (new byte[text.Length], new byte[16]);
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(nonce, text, sealedText, tag, Encoding.UTF8.GetBytes(context));
        return [.. nonce, .. tag, .. sealedText];
    }

    /// <returns>Null when key, bytes or context are others.</returns>
    protected static byte[]? Decrypt(byte[] key, byte[] bytes, string context)
    {
        if (bytes.Length < 28)
            return null;
        var text = new byte[bytes.Length - 28];
        using var aes = new AesGcm(key, 16);
        try
        {
            aes.Decrypt(bytes[..12], bytes[28..], bytes[12..28], text, Encoding.UTF8.GetBytes(context));
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private async Task AnswerAsync(HttpContext call)
    {
        Calls++;
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body);
        if (IsDown)
            call.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
            await AnswerAsync(call, body.ToArray());
    }
}
