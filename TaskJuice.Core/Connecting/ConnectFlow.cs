using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>One attempt to connect by OAuth, as both of its windows see it. Holds no secret.</summary>
public sealed record ConnectFlow
{
    /// <summary>Random; made when the form is shown, so that the panel can listen before the popup has loaded.</summary>
    public required Guid Id { get; init; }

    /// <summary>Where the connection will live.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>Who connects.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The sign-in it was begun in; it ends with it.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Slug of the app.</summary>
    public required string App { get; init; }

    /// <summary>Key of the auth method.</summary>
    public required string Method { get; init; }

    /// <summary>The step that waits for the connection.</summary>
    public required ReturnTo Return { get; init; }

    /// <summary>The connection to repair, or null for a new one.</summary>
    public Guid? Reconnects { get; init; }

    /// <summary>True when the person consents in a window beside the builder; false when in the builder's own.</summary>
    public bool InPopup { get; init; }

    /// <summary>How far it got.</summary>
    public FlowState State { get; init; }

    /// <summary>What came of it, once <see cref="State"/> is <see cref="FlowState.Finished"/>.</summary>
    public ConnectOutcome? Outcome { get; init; }

    /// <summary>The connection that was made or updated.</summary>
    public Guid? ConnectionId { get; init; }

    /// <summary>Its label, or the name of the account the person signed in to.</summary>
    public string? Label { get; init; }

    /// <summary>The label of the connection to repair, while <see cref="State"/> is <see cref="FlowState.Deciding"/>.</summary>
    public string? Expected { get; init; }

    /// <summary>How many steps use the connection now, or used the one to repair.</summary>
    public int Steps { get; init; }

    /// <summary>More about a failure: our words or the provider's, shortened.</summary>
    public string? Detail { get; init; }

    /// <summary>The provider's error code when it is a known one, for operators.</summary>
    public string? Code { get; init; }

    /// <summary>Why the provider could not be asked, or what is wrong with its answer.</summary>
    public CallFailure? Failure { get; init; }

    /// <summary>What the person can choose from while <see cref="State"/> is <see cref="FlowState.Choosing"/>.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>What the person asked for and the provider did not grant.</summary>
    public IReadOnlyList<string> MissingScopes { get; init; } = [];

    /// <summary>Until when the person may come back, or decide.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>W3C trace context of the start; every later part of the flow joins it.</summary>
    public string? Trace { get; init; }

    /// <summary>The same flow with its result.</summary>
    public ConnectFlow Finish(ConnectOutcome outcome, string? detail = null) =>
        this with { State = FlowState.Finished, Outcome = outcome, Detail = detail, Choices = [] };

    /// <summary>The same flow after a call that brought nothing that can be used.</summary>
    public ConnectFlow Finish(CallFailure failure) => Finish(ConnectOutcome.ProviderUnavailable) with { Failure = failure };

    /// <summary>The same flow after its grant was offered for storing: finished, or waiting for a decision.</summary>
    internal ConnectFlow Saved(SaveResult result, Grant grant) => result switch
    {
        SaveResult.Saved saved => Finish(saved.Updated ? ConnectOutcome.Updated : ConnectOutcome.Connected) with
        {
            ConnectionId = saved.Id,
            Label = saved.Label,
            Steps = saved.Steps,
            MissingScopes = grant.MissingScopes,
        },
        SaveResult.OtherAccount other => this with
        {
            State = FlowState.Deciding,
            Label = grant.ExternalName ?? grant.Label,
            Expected = other.Expected,
            Steps = other.Steps,
            Choices = [],
        },
        SaveResult.NotAllowed => Finish(ConnectOutcome.NotAllowed),
        SaveResult.Stopped => Finish(ConnectOutcome.Cancelled),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>How far a flow got.</summary>
public enum FlowState
{
    /// <summary>The person is at the provider.</summary>
    Waiting,

    /// <summary>The provider agreed; the person chooses which of several external accounts is meant.</summary>
    Choosing,

    /// <summary>Reconnecting found another external account; the person says what that means.</summary>
    Deciding,

    /// <summary>There is a result.</summary>
    Finished,
}
