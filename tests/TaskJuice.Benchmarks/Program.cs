using BenchmarkDotNet.Running;
using TaskJuice.Benchmarks.Figures;

if (args is ["figures", .. var names])
    return await AllFigures.PrintAsync(names);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
