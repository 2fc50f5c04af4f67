namespace TaskJuice.Core.Catalog;

/// <summary>Why a typed value can't be used. Pages say it in words.</summary>
public enum FieldProblem
{
    /// <summary>A required field was left empty.</summary>
    Missing,

    /// <summary>Longer than any such value.</summary>
    TooLong,

    /// <summary>It has line breaks or other control characters.</summary>
    SeveralLines,

    /// <summary>Not one DNS label.</summary>
    NotALabel,

    /// <summary>Not a full host name.</summary>
    NotAHost,

    /// <summary>Not a private key in PEM, or one with a passphrase.</summary>
    NotAPrivateKey,

    /// <summary>Not one of the options.</summary>
    NotOffered,

    /// <summary>It doesn't match <see cref="AppField.Pattern"/>.</summary>
    WrongPattern,

    /// <summary>A header would have to carry a character that is not ASCII.</summary>
    NotAscii,

    /// <summary>A user name of Basic authentication with a colon.</summary>
    HasColon,

    /// <summary>A path segment that would climb, such as "..".</summary>
    OnlyDots,

    /// <summary>A server the shared OAuth client is not registered at.</summary>
    OtherServer,
}
