using FsCheck;
using FsCheck.Fluent;
using TaskJuice.Core.Catalog;
using TaskJuice.Core.Storage;
using TaskJuice.Core.Workflows;
using Xunit;

namespace TaskJuice.Tests.Workflows;

public sealed class StepListTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Workflow Workflow = new(new Tenant(Guid.NewGuid(), Guid.NewGuid()), "Any", Now);
    private static readonly Operation Trigger = new() { Kind = OperationKind.Trigger, Key = "trigger", Name = "Trigger" };
    private static readonly Operation Action = new() { Kind = OperationKind.Action, Key = "action", Name = "Action" };

    private static readonly App App = new()
    {
        Slug = "any",
        Name = "Any",
        Category = "None",
        Docs = new("https://example.test/"),
        Checked = new(2026, 1, 1),
        Methods = [],
        Hosts = [],
        Operations = [Trigger, Action],
    };

    [Fact]
    public void Whatever_is_done_the_order_has_no_holes_and_the_trigger_is_first() =>
        Prop.ForAll<(int What, int Where)[]>(wishes =>
        {
            var list = new StepList([]);
            var removed = new List<Step>();
            foreach (var (what, where) in wishes)
                Do(list, removed, Math.Abs(what % 6), where % 20);

            var steps = list.Steps;
            return steps.Select(step => step.Position).SequenceEqual(Enumerable.Range(0, steps.Count))
                && steps.Skip(1).All(step => step.Kind == OperationKind.Action)
                && removed.All(step => !steps.Contains(step));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_list_read_back_has_the_same_order()
    {
        var list = new StepList([]);
        for (var place = 0; place < 5; place++)
            list.Insert(new Step(Workflow, App, Action, 0, Now), 0);

        Assert.Equal(list.Steps, new StepList(list.Steps.Reverse()).Steps);
    }

    [Fact]
    public void The_mark_of_an_order_changes_with_the_order_and_with_nothing_else()
    {
        var list = new StepList([]);
        for (var place = 0; place < 3; place++)
            list.Insert(new Step(Workflow, App, Action, 0, Now), 0);
        var before = list.Order;

        list.Steps[1].Rename("Other");
        Assert.Equal(before, list.Order);
        Assert.True(list.MoveTo(list.Steps[0], 2));
        Assert.NotEqual(before, list.Order);
        Assert.True(list.MoveTo(list.Steps[2], 0));
        Assert.Equal(before, list.Order);
    }

    private static void Do(StepList list, List<Step> removed, int what, int where)
    {
        var any = list.Steps.Count == 0 ? null : list.Steps[Math.Abs(where) % list.Steps.Count];
        switch (what)
        {
            case 0:
                list.Insert(new Step(Workflow, App, Trigger, 0, Now), where);
                break;
            case 1:
                list.Insert(new Step(Workflow, App, Action, 0, Now), where);
                break;
            case 2 when any is not null:
                list.Move(any, where);
                break;
            case 5 when any is not null:
                list.MoveTo(any, where);
                break;
            case 3 when any is not null:
                list.Remove(any, Now);
                removed.Add(any);
                break;
            case 4 when removed.Count > 0:
                removed[0].Restore();
                if (list.Insert(removed[0], removed[0].Position))
                    removed.RemoveAt(0);
                break;
        }
    }
}
