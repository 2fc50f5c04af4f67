using TaskJuice.BrowserTests;
using TaskJuice.Screens;

// Starts the whole system and one browser, then makes what people look at: pictures of every state, of a connect in the dashboard, or figures of how quick it is.
await using var system = new RunningSystem();
await system.InitializeAsync();
await system.StartOverAsync();

switch (args)
{
    case ["screenshots"]:
        await Screenshots.TakeAsync(system);
        break;
    case ["trace"]:
        await TracePicture.TakeAsync(system);
        break;
    case ["figures"]:
        await Figures.PrintAsync(system);
        break;
    default:
        Console.Error.WriteLine("Usage: dotnet run --project tests/TaskJuice.Screens -- screenshots | trace | figures");
        return 2;
}

return 0;
