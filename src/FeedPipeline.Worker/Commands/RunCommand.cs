using System.CommandLine;
namespace FeedPipeline.Worker.Commands;
internal static class RunCommand
{
    public static Command Create(CommonOptions common) => new("run", "x");
}
