using TaskJuice.Core.Catalog;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connecting;

/// <summary>A pasted credential.</summary>
public sealed record PastedKey
{
    /// <summary>The workspace of the connection.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>The person who pasted it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The sign-in session in which it was pasted.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The app.</summary>
    public required App App { get; init; }

    /// <summary>The method.</summary>
    public required ApiKeyMethod Method { get; init; }

    /// <summary>The Connection Name.</summary>
    public required string Name { get; init; }

    /// <summary>True when the person edited the name; only then does an existing connection take it over.</summary>
    public required bool NameTyped { get; init; }

    /// <summary>Returns the submitted value for a field key.</summary>
    public required Func<string, string?> Typed { get; init; }

    /// <summary>True when the key is to be stored even if the provider cannot be reached.</summary>
    public bool Unchecked { get; init; }

    /// <summary>Where to go afterwards.</summary>
    public required ReturnTo Return { get; init; }

    /// <summary>The connection to reconnect, or null.</summary>
    public Guid? Reconnects { get; init; }
}
