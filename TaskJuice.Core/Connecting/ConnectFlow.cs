using TaskJuice.Core.Connections;
using TaskJuice.Core.Providers;
using TaskJuice.Core.Storage;

namespace TaskJuice.Core.Connecting;

/// <summary>One attempt to connect by OAuth, as both of its windows show it. Contains no secret.</summary>
public sealed record ConnectFlow
{
    /// <summary>Random; generated when the form is shown, so that the panel can subscribe before the popup has loaded.</summary>
    public required Guid Id { get; init; }

    /// <summary>The workspace of the connection.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The person who connects.</summary>
    public required Guid UserId { get; init; }

    /// <summary>The sign-in session it was started in; the flow is cancelled when the session ends.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Slug of the app.</summary>
    public required string App { get; init; }

    /// <summary>Key of the auth method.</summary>
    public required string Method { get; init; }

    /// <summary>The step that waits for the connection.</summary>
    public required ReturnTo Return { get; init; }

    /// <summary>The connection to reconnect, or null for a new one.</summary>
    public Guid? Reconnects { get; init; }

    /// <summary>True when consent happens in a popup; false when it happens in the builder's own window.</summary>
    public bool InPopup { get; init; }

    /// <summary>The current state.</summary>
    public FlowState State { get; init; }

    /// <summary>The outcome, once <see cref="State"/> is <see cref="FlowState.Finished"/>.</summary>
    public ConnectOutcome? Outcome { get; init; }

    /// <summary>The connection that was created or updated.</summary>
    public Guid? ConnectionId { get; init; }

    /// <summary>The connection's label, or the name of the external account.</summary>
    public string? Label { get; init; }

    /// <summary>The label of the connection to reconnect, while <see cref="State"/> is <see cref="FlowState.Deciding"/>.</summary>
    public string? Expected { get; init; }

    /// <summary>How many steps use the connection now, or use the one to reconnect.</summary>
    public int Steps { get; init; }

    /// <summary>Details of a failure: our own text or the provider's, shortened.</summary>
    public string? Detail { get; init; }

    /// <summary>The provider's error code if it is a known one, for operators.</summary>
    public string? Code { get; init; }

    /// <summary>Why the call to the provider failed, or what is wrong with its reply.</summary>
    public CallFailure? Failure { get; init; }

    /// <summary>The external accounts to choose from while <see cref="State"/> is <see cref="FlowState.Choosing"/>.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>The scopes that were requested and not granted.</summary>
    public IReadOnlyList<string> MissingScopes { get; init; } = [];

    /// <summary>The deadline for returning from the provider, or for deciding.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>W3C trace context of the start, which every later part of the flow joins.</summary>
    public string? Trace { get; init; }

    /// <summary>The same flow with its result.</summary>
    public ConnectFlow Finish(ConnectOutcome outcome, string? detail = null) =>
        this with { State = FlowState.Finished, Outcome = outcome, Detail = detail, Choices = [] };

    /// <summary>The same flow after a call to the provider failed.</summary>
    public ConnectFlow Finish(CallFailure failure) => Finish(ConnectOutcome.ProviderUnavailable) with { Failure = failure };

    /// <summary>The same flow after an attempt to save its grant: finished, or waiting for a decision.</summary>
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

/// <summary>The states of a flow.</summary>
public enum FlowState
{
    /// <summary>The person is at the provider.</summary>
    Waiting,

    /// <summary>The grant was received; the person chooses one of several external accounts.</summary>
    Choosing,

    /// <summary>Reconnecting returned another external account; the person decides what to do.</summary>
    Deciding,

    /// <summary>The flow has an outcome.</summary>
    Finished,
}
