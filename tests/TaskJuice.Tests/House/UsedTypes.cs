using System.Reflection;
using System.Reflection.Emit;

namespace TaskJuice.Tests.House;

/// <summary>The types that a compiled type names: in its declaration, in its members and in their bodies. Constants are not among them; the compiler copies them.</summary>
internal static class UsedTypes
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IEnumerable<Type> Of(Type type) =>
        Declaration(type).Concat(type.GetFields(Own).Select(field => field.FieldType))
            .Concat(type.GetMembers(Own).Prepend(type).SelectMany(Attributes))
            .Concat(type.GetMethods(Own).SelectMany(Signature))
            .Concat(type.GetConstructors(Own).SelectMany(Signature))
            .SelectMany(Parts).Distinct();

    private static IEnumerable<Type> Declaration(Type type) =>
        type.GetInterfaces().Append(type.BaseType).OfType<Type>().Concat(type.GetGenericArguments().SelectMany(Constraints));

    private static IEnumerable<Type> Attributes(MemberInfo member) => member.GetCustomAttributesData()
        .SelectMany(data => data.ConstructorArguments.Select(argument => argument.Value).OfType<Type>().Prepend(data.AttributeType));

    private static IEnumerable<Type> Constraints(Type argument) => argument.IsGenericParameter ? argument.GetGenericParameterConstraints() : [];

    private static IEnumerable<Type> Signature(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
            .Concat(method is MethodInfo { ReturnType: var answer } ? [answer] : [])
            .Concat(method.IsGenericMethod ? method.GetGenericArguments().SelectMany(Constraints) : [])
            .Concat(method.GetMethodBody() is { } body ? Body(method, body) : []);

    private static IEnumerable<Type> Body(MethodBase method, MethodBody body) =>
        body.LocalVariables.Select(local => local.LocalType)
            .Concat(body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType!))
            .Concat(Named(method, body.GetILAsByteArray()!).SelectMany(TypesOf));

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        Type type => [type],
        MethodBase { IsGenericMethod: true } method => [.. method.GetGenericArguments(), method.DeclaringType!],
        _ => [member.DeclaringType!],
    };

    // ECMA-335, III.1: an instruction is a code of one or two bytes and an operand whose size the code tells.
    private static IEnumerable<MemberInfo> Named(MethodBase method, byte[] il)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? Codes[(short)(0xFE00 | il[at + 1])] : Codes[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return method.Module.ResolveMember(BitConverter.ToInt32(il, at), ofType, ofMethod)!;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }

    // What a type is made of: of List<Step[]>, the list and the step.
    private static IEnumerable<Type> Parts(Type type) =>
        type.IsGenericParameter ? []
        : type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];
}
