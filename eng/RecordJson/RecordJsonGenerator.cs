// Overview
// System.Text.Json's own generator describes types: for each there is metadata, and the serializer is generic code over that. Compiled ahead
// of time, each type of a property, list and dictionary brings its own copy of converters; for the settings alone that was three of eighteen megabytes.
// This generator writes what one would write by hand: a method for each type, that calls Utf8JsonWriter, or asks a JsonElement. The JSON is
// the same, member for member and in the same order. What it does not understand is an error of the build: nothing is left out in silence.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Supervision.RecordJson;

/// <summary>Writes the other part of classes that have the attribute <c>RecordJson</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RecordJsonGenerator : IIncrementalGenerator
{
    /// <summary>Where the attribute is.</summary>
    public const string Attribute = "Supervision.RecordJsonAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var outputs = context.SyntaxProvider.ForAttributeWithMetadataName(
            Attribute,
            static (node, _) => node is ClassDeclarationSyntax,
            static (found, cancellation) => Generate((INamedTypeSymbol)found.TargetSymbol, found.Attributes[0], cancellation));
        context.RegisterSourceOutput(outputs, static (production, output) =>
        {
            foreach (var problem in output.Problems)
                production.ReportDiagnostic(problem);
            production.AddSource(output.Name, output.Source);
        });
    }

    private static (string Name, string Source, ImmutableArray<Diagnostic> Problems) Generate(
        INamedTypeSymbol target, AttributeData attribute, CancellationToken cancellation)
    {
        var model = new Model(target, attribute);
        var source = new SourceWriter(model, cancellation).Write();
        return ($"{target.ToDisplayString()}.g.cs", source, model.Problems.ToImmutableArray());
    }
}
