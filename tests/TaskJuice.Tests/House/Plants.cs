using TaskJuice.Tests.House.Plants.Above;

// Each uses what lies above it in another way.
namespace TaskJuice.Tests.House.Plants.Below
{
    internal sealed class InAField
    {
        public Roof? Seen = new();
    }

    internal abstract class InASignature
    {
        public abstract void Look(List<Roof[]> roofs);
    }

    internal static class InABody
    {
        public static object Look() => new Roof();
    }

    internal static class InALambda
    {
        public static Func<object> Look() => () => Roof.Tiles();
    }

    internal static class InAnAwaitingBody
    {
        public static async Task<object> LookAsync()
        {
            await Task.Yield();
            return Roof.Tiles();
        }
    }

    internal static class AsAnArgument
    {
        public static object Look() => Enumerable.Empty<Roof>();
    }

    internal static class ThroughAnExtension
    {
        public static object Look() => "".Tiled;
    }

    internal static class Nowhere
    {
        public static object Look() => new List<InAField>();
    }
}

namespace TaskJuice.Tests.House.Plants.Above
{
    internal sealed class Roof
    {
        public static object Tiles() => new Below.InAField();
    }

    internal static class Roofs
    {
        extension(string word)
        {
            public object Tiled => word;
        }
    }
}
