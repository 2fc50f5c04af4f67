using TaskJuice.Core.Catalog;
using TaskJuice.Core.Workspaces;

namespace TaskJuice.Core.Connecting;

/// <summary>A pasted credential.</summary>
public sealed record PastedKey
{
    /// <summary>The workspace the connection will live in.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>Who pasted it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The sign-in in which it was pasted.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>The app.</summary>
    public required App App { get; init; }

    /// <summary>The method.</summary>
    public required ApiKeyMethod Method { get; init; }

    /// <summary>The Connection Name.</summary>
    public required string Name { get; init; }

    /// <summary>True when the person typed the name on purpose; only then does a connection that is there already take it.</summary>
    public required bool NameTyped { get; init; }

    /// <summary>What the form carried for a field key.</summary>
    public required Func<string, string?> Typed { get; init; }

    /// <summary>True when the person wants it stored even if the provider cannot be asked now.</summary>
    public bool Unchecked { get; init; }

    /// <summary>Where to go afterwards.</summary>
    public required ReturnTo Return { get; init; }

    /// <summary>The connection to repair, or null.</summary>
    public Guid? Reconnects { get; init; }
}
