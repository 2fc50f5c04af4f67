namespace TaskJuice.Core.Catalog;

/// <summary>Why a typed value is invalid. Pages translate it into a message.</summary>
public enum FieldProblem
{
    /// <summary>A required field is empty.</summary>
    Missing,

    /// <summary>The value exceeds the maximum length.</summary>
    TooLong,

    /// <summary>The value contains line breaks or other control characters.</summary>
    SeveralLines,

    /// <summary>The value is not a single DNS label.</summary>
    NotALabel,

    /// <summary>The value is not a full host name.</summary>
    NotAHost,

    /// <summary>The value is not a PEM-encoded private key, or the key has a passphrase.</summary>
    NotAPrivateKey,

    /// <summary>The value is not one of the options.</summary>
    NotOffered,

    /// <summary>The value does not match <see cref="AppField.Pattern"/>.</summary>
    WrongPattern,

    /// <summary>The value is used in a header and contains a character that is not ASCII.</summary>
    NotAscii,

    /// <summary>The value is the user name of Basic authentication and contains a colon.</summary>
    HasColon,

    /// <summary>The value would be a path segment that navigates, such as "..".</summary>
    OnlyDots,

    /// <summary>The value names a server at which the shared OAuth client is not registered.</summary>
    OtherServer,
}
