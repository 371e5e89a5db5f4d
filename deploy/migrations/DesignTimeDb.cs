using FeedPipeline.Storing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace FeedPipeline.Migrations;

/// <summary>Gives <c>dotnet ef</c> the model; it never connects.</summary>
public sealed class DesignTimeDb : IDesignTimeDbContextFactory<FeedPipelineDb>
{
    /// <inheritdoc/>
    public FeedPipelineDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<FeedPipelineDb>().UseNpgsql("Host=nowhere").Options);
}

internal static class Program
{
    private static void Main() => Console.Error.WriteLine("Not a program: `dotnet ef` reads the model from here.");
}
