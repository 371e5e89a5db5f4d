using FeedPipeline.Storing.PrivateServer;

namespace FeedPipeline.Tests.Storing.PrivateServer;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly DataDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task A_configured_directory_without_the_programs_is_named_with_what_to_do()
    {
        var options = new PrivateServerOptions { BinDirectory = _root.Path };

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => PostgresBinaries.FindAsync(options, [], CancellationToken.None));

        Assert.Contains(_root.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__FeedPipeline", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_too_old_is_refused()
    {
        var options = new PrivateServerOptions { BinDirectory = Install("bin", version: "14.9") };

        var refused = await Assert.ThrowsAsync<PrivateServerException>(() => PostgresBinaries.FindAsync(options, [], CancellationToken.None));

        Assert.Contains("is version 14, but 15 or newer is needed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_goes_before_packages_and_the_newest_package_before_older_ones()
    {
        var path = Install("own");
        var older = Install("packages/9/bin");
        var newer = Install("packages/17/bin");
        File.Delete(Path.Combine(Install("packages/18/bin"), "initdb"));

        Assert.Equal([path, newer, older], PostgresBinaries.Candidates($"/nowhere:{path}", _root["packages"]));
    }

    [Fact]
    public void Links_on_path_lead_to_the_installation()
    {
        var installed = Install("packages/15/bin");
        var links = Directory.CreateDirectory(_root["links"]).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "postgres"), Path.Combine(installed, "postgres"));

        Assert.Equal([installed], PostgresBinaries.Candidates(links, _root["none"]));
    }

    [Theory]
    [InlineData("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15)]
    [InlineData("postgres (PostgreSQL) 19beta1", 19)]
    [InlineData("postgres: not found", null)]
    public void The_major_version_is_read(string output, int? major) => Assert.Equal(major, PostgresBinaries.MajorIn(output));

    private string Install(string name, string version = "15.1")
    {
        var directory = Directory.CreateDirectory(_root[name]).FullName;
        foreach (var program in (string[])["postgres", "initdb", "pg_ctl"])
        {
            var path = Path.Combine(directory, program);
            File.WriteAllText(path, $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return directory;
    }
}
