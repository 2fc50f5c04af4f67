namespace TaskJuice.FakeProvider.Grants;

/// <summary>The value of a code or token, for tests that look for it where it must not be. In memory only.</summary>
/// <param name="Client">To whom it was issued.</param>
/// <param name="Type">Code, access token or refresh token.</param>
/// <param name="Value">The value itself.</param>
public sealed record IssuedSecret(string Client, string Type, string Value);
