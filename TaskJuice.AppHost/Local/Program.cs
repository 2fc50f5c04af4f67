using System.Runtime.InteropServices;
using TaskJuice.Local;

if (args.Any(argument => argument is not "--reset"))
{
    Console.Error.WriteLine("Without Aspire the AppHost only knows --reset. Manifests and the dashboard need Aspire (UseAspire=true).");
    return 2;
}

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

return await Run.ToTheEndAsync(reset: args.Contains("--reset"), stopping.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}
