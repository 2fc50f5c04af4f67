namespace TaskJuice.FaultTests.Table;

/// <summary>A point of a refresh at which a process can end.</summary>
/// <param name="Name">As it is called.</param>
/// <param name="Wire">What the wire does to those that shall stand there.</param>
internal sealed record KillPoint(string Name, Wire Wire = Wire.Works)
{
    public static readonly KillPoint BeforeIntent = new("before the intent");
    public static readonly KillPoint AfterIntent = new("after the intent", Wire.LosesRequests);
    public static readonly KillPoint AfterSending = new("after sending", Wire.LosesAnswers);
    public static readonly KillPoint AfterHeaders = new("after the headers", Wire.LosesBodies);
    public static readonly KillPoint AfterInbox = new("after the inbox");
    public static readonly KillPoint AfterCommit = new("after the commit");

    public static IReadOnlyList<KillPoint> All { get; } = [BeforeIntent, AfterIntent, AfterSending, AfterHeaders, AfterInbox, AfterCommit];

    /// <summary>True where the provider has exchanged the token and nobody has the answer.</summary>
    public bool UsesUp => Wire is Wire.LosesAnswers or Wire.LosesBodies;
}
