using Xunit;

namespace TaskJuice.Tests.Catalog;

public sealed partial class FieldCheckTests
{
    /// <summary>What must never become part of a host: each of these reaches another server in some URL parser, or none at all.</summary>
    public static TheoryData<string> Hostile =>
    [
        // User information and other ways to put the real host behind.
        "user@evil.test", "acme@evil.test", "https://acme.freshdesk.com@evil.test", "acme:pass@evil.test", "@evil.test", "acme@", "a%40evil.test",
        "acme.freshdesk.com:443@evil.test", "https://user:pw@acme.freshdesk.com",
        // Ports.
        "acme:443", "acme:80", "git.example.com:443", "git.example.com:8443", "git.example.com:", "acme:", "git.example.com:0", "localhost:5432", "[::1]:6379",
        // IPv4 in its spellings.
        "127.0.0.1", "127.1", "0.0.0.0", "10.0.0.1", "169.254.169.254", "192.168.1.1", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "127.0.0.0x1",
        "0x7f.0x0.0x0.0x1", "00000177.0.0.1", "256.256.256.256", "1.2.3", "1.2.3.4.", "https://127.0.0.1/", "http://2852039166.1", "127.0.0.1:80",
        // IPv6 and mapped addresses.
        "::1", "[::1]", "[::]", "[::ffff:127.0.0.1]", "::ffff:7f00:1", "[fe80::1%25eth0]", "[0:0:0:0:0:ffff:a9fe:a9fe]", "fe80::1", "[::1", "::",
        // Names of this machine.
        "https://localhost:443", "foo.localhost", "a.b.localhost", "localhost.", "foo.localhost.",
        // Dots that are not dots, and too many of them.
        "acme.", "git.example.com.", ".acme", ".git.example.com", "git..example.com", "..", ".", "git\u3002example\u3002com", "git\uFF0Eexample.com",
        "git\uFF61example.com", "127\u30020\u30020\u30021", "git\u2024example.com", "...", "acme..freshdesk.com",
        // Look-alikes and other letters.
        "аcme", "gitlаb.com", "ɡitlab.com", "acmе", "müller", "git.müller.example", "ａｃｍｅ", "ⓐcme", "１２７.０.０.１", "acme\u0301", "gıtlab.com", "ſ.example",
        "acme\u200B.example", "ac\u200Dme", "ac\u00ADme", "\u202Eemca", "acme\u2044evil",
        // Control characters and blanks inside.
        "ac\nme", "ac\r\nme", "acme\r\nHost: evil.test", "ac\tme", "ac\0me", "acme\u0000.evil.test", "ac me", "acme evil.test", "ac\u00A0me", "ac\u007Fme", "ac\u0085me", "ac\u2028me",
        // Characters that URL parsers read in their own way.
        "acme\\evil.test", "https:\\\\evil.test", "acme\\@evil.test", "acme%2eevil", "%61cme", "acme%00", "acme%0d%0a", "acme;evil", "acme,evil", "acme|evil",
        "acme^evil", "acme`id`", "$(id)", "{acme}", "acme<script>", "\"acme\"", "'acme'", "acme*", "*", "*.example.com", "acme!", "acme~", "acme=1", "acme&x", "acme+x", "a_b", "git_lab.example.com",
        // Other schemes and half schemes.
        "javascript:alert(1)", "file:///etc/passwd", "ftp://acme.freshdesk.com", "gopher://evil.test", "//evil.test", "///evil.test", "/evil.test", "https:evil.test",
        "https://", "http://https://evil.test", "https:///evil.test", "data:text/html,x", "?evil.test", "#evil.test", "/", "ldap://evil.test",
        // Hyphens and lengths where DNS has none.
        "-acme", "acme-", "-", "--", "-git.example.com", "git-.example.com", "git.-example.com", "git.example.com-",
        new string('a', 64), new string('a', 64) + ".example.com", string.Join('.', Enumerable.Repeat("abcdefgh", 40)) + ".example", new string('a', 5000),
        "git.example.c0m-", "git.example.1com", "git.example.0x7f", "git.example.123", "example.c",
    ];
}
