using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using TaskJuice.Web.Pages.SignIn;
using Xunit;

namespace TaskJuice.Tests.Pages.SignIn;

public sealed class SignInLimitTests : IDisposable
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress There = IPAddress.Parse("192.0.2.2");

    private readonly SignInLimit _limit = new(new HostingEnvironment { EnvironmentName = Environments.Production });

    [Fact]
    public void Ten_tries_for_one_person_from_one_address_and_no_more_however_it_is_written()
    {
        for (var count = 0; count < 10; count++)
            Assert.True(_limit.Allows(Here, count % 2 == 0 ? "ada@walls.test" : "ADA@walls.test", null));
        Assert.False(_limit.Allows(Here, "ada@walls.test", null));
        Assert.True(_limit.Allows(Here, "grace@walls.test", null));
        Assert.True(_limit.Allows(There, "ada@walls.test", null));
    }

    [Fact]
    public void A_hundred_tries_from_one_address_and_no_more()
    {
        for (var count = 0; count < 100; count++)
            Assert.True(_limit.Allows(Here, $"{count}@walls.test", null));
        Assert.False(_limit.Allows(Here, "ada@walls.test", null));
        Assert.True(_limit.Allows(There, "ada@walls.test", null));
    }

    [Fact]
    public void What_was_typed_is_not_kept()
    {
        var typed = Try();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(typed.IsAlive);
    }

    public void Dispose() => _limit.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Try()
    {
        var email = new string('A', 1_000_000);
        Assert.True(_limit.Allows(Here, email, null));
        return new(email);
    }
}
