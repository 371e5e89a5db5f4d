namespace FeedPipeline.Worker.Commands;

/// <summary>What the program's exit status says.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration; one line said what and where.</summary>
    public const int Usage = 2;

    /// <summary>A plan that is not empty.</summary>
    public const int Differs = 3;
}

/// <summary>Something the operator can put right: one line, and the exit status.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    /// <summary>The status that the program ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
