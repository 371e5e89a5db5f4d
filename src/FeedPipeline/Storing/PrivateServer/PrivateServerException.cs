namespace FeedPipeline.Storing.PrivateServer;

/// <summary>The private server cannot be used. The message is one line for the operator: what, where, and what to do.</summary>
public sealed class PrivateServerException : Exception
{
    /// <summary>A failure explained in one line.</summary>
    public PrivateServerException(string message)
        : base(message)
    {
    }

    /// <summary>A failure explained in one line, with what caused it.</summary>
    public PrivateServerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the server is still on its way up: stopping it would make the next start begin its recovery again.</summary>
    internal bool ServerIsStillStarting { get; init; }
}
