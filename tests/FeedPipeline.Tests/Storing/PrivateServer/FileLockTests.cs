using System.Diagnostics;
using FeedPipeline.Storing.PrivateServer;

namespace FeedPipeline.Tests.Storing.PrivateServer;

public sealed class FileLockTests : IDisposable
{
    private readonly DataDirectory _data = new();
    private readonly string _path;

    public FileLockTests()
    {
        Directory.CreateDirectory(_data.Path);
        _path = Path.Combine(_data.Path, "lock");
        File.WriteAllText(_path, "");
    }

    public void Dispose() => _data.Dispose();

    [Fact]
    public void Sharers_hold_it_together_and_keep_others_from_having_it_alone()
    {
        using var first = FileLock.TryShared(_path);
        using var second = FileLock.TryShared(_path);

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Null(FileLock.TryExclusive(_path));
    }

    [Fact]
    public void Alone_means_alone_until_it_is_let_go()
    {
        using (FileLock.TryExclusive(_path))
        {
            Assert.Null(FileLock.TryExclusive(_path));
            Assert.Null(FileLock.TryShared(_path));
        }

        using var next = FileLock.TryExclusive(_path);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Waiting_for_it_has_an_end()
    {
        using var held = FileLock.TryExclusive(_path);

        Assert.Null(await FileLock.ExclusiveAsync(_path, TimeSpan.Zero, TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public void Another_process_sees_it_and_its_children_do_not_inherit_it()
    {
        Process child;
        using (FileLock.TryShared(_path))
        {
            Assert.Equal(1, Flock("--exclusive"));
            Assert.Equal(0, Flock("--shared"));
            child = Process.Start("sleep", "60");
        }

        using (child)
        {
            using var alone = FileLock.TryExclusive(_path);
            child.Kill();
            Assert.NotNull(alone);
        }
    }

    private int Flock(string mode)
    {
        using var flock = Process.Start("flock", [mode, "--nonblock", _path, "true"]);
        flock.WaitForExit();
        return flock.ExitCode;
    }
}
