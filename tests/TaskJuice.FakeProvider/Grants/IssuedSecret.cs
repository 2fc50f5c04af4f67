namespace TaskJuice.FakeProvider.Grants;

/// <summary>The value of a code or token, for tests that check that it does not leak. In memory only.</summary>
/// <param name="Client">The client it was issued to.</param>
/// <param name="Type">Code, access token or refresh token.</param>
/// <param name="Value">The value itself.</param>
public sealed record IssuedSecret(string Client, string Type, string Value);
