using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TaskJuice.Core.Branding;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Catalog.Files;
using TaskJuice.Core.Connecting;
using TaskJuice.Core.Managing;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Revocation;
using TaskJuice.Core.Vault;
using TaskJuice.Tests.Catalog;
using TaskJuice.Web.Pages.Connections;
using Xunit;

namespace TaskJuice.Tests.Fuzzing;

/// <summary>Whatever stands in a text, its reader answers or refuses, and never breaks.</summary>
public sealed class ParserFuzzTests
{
    private const int Few = 400;

    private static readonly string[] Replies =
    [
        """{"access_token":"at","refresh_token":"rt","expires_in":3600,"token_type":"bearer","scope":"a b"}""",
        """{"error":"invalid_grant","error_description":"Token was revoked"}""",
        """{"ok":true,"authed_user":{"access_token":"xoxp","scope":"a,b"},"team":{"id":"T1"}}""",
        "access_token=at&refresh_token=rt&expires_in=3600", ")]}',\n{\"access_token\":\"at\"}", "<html><body>502</body></html>",
        """{"access_token":"eyJhbGciOiJub25lIn0.eyJleHAiOjE3OTU1MjUyMDB9.","expires_at":"2026-11-24T13:00:00Z"}""",
    ];

    [Fact]
    public void A_token_reply()
    {
        var methods = Enum.GetValues<ExpiryForm>().Select(form => Method(new TokenReply { Expiry = "expires_in", ExpiryForm = form })).ToList();
        Try("token reply", Replies, (text, mutants) =>
        {
            text = ReplyText.Of(Encoding.UTF8.GetBytes(text));
            var reading = TokenReading.Of(mutants.Pick(methods), mutants.Pick(Enum.GetValues<TokenGrant>()));
            _ = TokenReplyReader.Read(reading, mutants.Pick([200, 200, 400, 401, 500]), text, DateTimeOffset.UnixEpoch.AddYears(56));
            _ = ReplyBody.BeforeDamage(text);
            _ = ReplyBody.Mended(text);
        });
    }

    [Fact]
    public void An_envelope()
    {
        var key = new byte[32];
        var context = new SecretContext(new(Guid.Empty, Guid.Empty), Guid.Empty, 1, SecretPurpose.OAuthTokens, "sandbox");
        var sealedOnes = Enumerable.Range(0, 8).Select(length => Encoding.Latin1.GetString(Envelope.Seal(new byte[length * 100], context, key, 1))).ToList();
        Try("envelope", sealedOnes, (text, mutants) =>
        {
            try
            {
                Envelope.Open(Encoding.Latin1.GetBytes(text), context, key);
                if (!sealedOnes.Contains(text))
                    throw new InvalidOperationException("A changed envelope opened.");
            }
            catch (VaultException)
            {
                // Refused, as it should.
            }
        });
    }

    [Fact]
    public void What_is_typed_into_a_field()
    {
        var fields = AppFields();
        Try("form field", ["acme", "acme.freshdesk.com", "https://git.example.com", "sk_live_0123", "eu", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----", "{\"client_email\":\"a@b\"}"], (text, mutants) =>
        {
            foreach (var field in fields)
                field.Check(text);
        });
    }

    [Fact]
    public void An_apps_file()
    {
        string[] good = [Samples.Key, Samples.OAuth, .. AppFile.Embedded().Select(file => file.Text)];
        var services = new Services(new ConfigurationBuilder().Build());
        Try("app's file", good, (text, mutants) => new AppReader(services, true, []).Read(new("acme.yaml", "acme", text)));
    }

    [Fact]
    public void A_setting_of_whom_may_be_called() => Try("egress setting", ["127.0.0.1:8080", "localhost:5090", "[::1]:80", "git.example.com:443"], (text, mutants) =>
    {
        try
        {
            _ = new EgressRules(new ConfigurationBuilder().AddInMemoryCollection([new("Egress:Allow:0", text)]).Build()).Objection(new("https://example.com"));
        }
        catch (OptionsValidationException)
        {
            // Said at the start, in words.
        }
    });

    [Fact]
    public void A_part_of_an_address() => Try("part of an address", ["needs-reconnecting", "access_denied", "#a1b2c3", Guid.Empty.ToString("N"), "answered shared oauth", "user_cancelled", "problems"], (text, mutants) =>
    {
        _ = new ListQuery { Q = text, App = text, Status = text, Sort = text, P = text.Length - 5 }.AddressIn("acme");
        _ = ReconnectGuide.Read(text);
        _ = AuthorizationError.Known(text);
        _ = BrandColour.TryParse(text, out _);
        _ = AccessNote.Parse(text);
    });

    private static void Try(string what, IReadOnlyList<string> good, Action<string, Mutants> read)
    {
        var (run, mutants) = (new FuzzRun(what), new Mutants(FuzzRun.Seed, good));
        for (var left = FuzzRun.Count(Few); left > 0; left--)
        {
            var text = mutants.Next();
            run.Tried(text, Broken(() => read(text, mutants)));
        }

        run.End();
    }

    private static string? Broken(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception failure)
        {
            return $"{failure.GetType().Name} {failure.Message} {failure.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";
        }
    }

    private static IReadOnlyList<AppField> AppFields()
    {
        var services = new Services(new ConfigurationBuilder().Build());
        return
        [
            .. AppFile.Embedded().Select(file => new AppReader(services, false, []).Read(file)).OfType<App>()
                .SelectMany(app => app.Fields.Concat(app.Methods.OfType<ApiKeyMethod>().SelectMany(method => method.Credentials))),
        ];
    }

    private static OAuthMethod Method(TokenReply reply) => new()
    {
        Key = "oauth",
        Label = "Sign in",
        AuthorizeUrl = "https://acme.example/authorize",
        TokenUrl = "https://acme.example/token",
        Scopes = ["asked"],
        Send = new RequestAuth(),
        Probe = new Probe { Url = "https://acme.example/me" },
        Reply = reply,
    };
}
