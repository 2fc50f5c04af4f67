namespace TaskJuice.BrowserTests.Screens;

/// <summary>A workflow as long as they get in practice; the fourth step waits for an account.</summary>
public static class TenSteps
{
    public static readonly PlantedStep[] All =
    [
        new("sandbox", "new-record", "New customer in the books", "Client 001"),
        new("sandbox", "send-message", "Tell the sales team", "Client 002"),
        new("sandbox", "create-ticket", "Open an onboarding ticket", "Client 003"),
        new("sandbox", "send-message", "Write to the customer"),
        new("sandbox", "create-ticket", "Ask for the contract", "Client 001"),
        new("sandbox", "send-message", "Remind the account manager", "Client 002"),
        new("sandbox", "create-ticket", "Plan the first call", "Client 003"),
        new("sandbox", "send-message", "Invite to the community", "Client 004"),
        new("sandbox", "create-ticket", "Check the first invoice", "Client 005"),
        new("sandbox", "send-message", "Report to the owner", "Client 006"),
    ];
}
