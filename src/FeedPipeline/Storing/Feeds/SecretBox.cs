using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using FeedPipeline.Feeds;
using Microsoft.Extensions.Options;

namespace FeedPipeline.Storing.Feeds;

/// <summary>Seals what must not be read in the database (AES-256-GCM), with keys from a file beside it. A sealed value opens for its own feed or owner only.</summary>
public sealed class SecretBox(IOptions<SecretsOptions> options)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const int HeadBytes = 1 + NonceBytes + TagBytes;

    private readonly Lazy<IReadOnlyList<(byte Number, byte[] Key)>> keys = new(() => Read(options.Value.KeyFile));

    /// <summary>Why nothing can be sealed, with the option to set; null when it can.</summary>
    public string? Refusal => options.Value.KeyFile is null
        ? "credentials are kept sealed, and there is no key: make a file with `echo \"1 $(head -c 32 /dev/urandom | base64)\" > FILE; chmod 600 FILE`, and name it in Secrets__KeyFile, for the worker too"
        : keys.Value.Count == 0 ? $"{options.Value.KeyFile} holds no key: write a number, a space and 32 bytes as Base64" : null;

    /// <summary>The access of a feed, sealed with the newest key.</summary>
    public byte[] Seal(long feedId, Access access) => Seal(JsonSerializer.SerializeToUtf8Bytes(access.Headers), Bound(feedId, access.Origin));

    /// <summary>Any other secret, sealed with the newest key for the one who owns it.</summary>
    public byte[] Seal(string owner, ReadOnlySpan<byte> secret) => Seal(secret, System.Text.Encoding.UTF8.GetBytes(owner));

    /// <summary>What was sealed for this feed and origin; null when the key is gone or the value is another's.</summary>
    public Access? Open(long feedId, string origin, ReadOnlySpan<byte> box) => Open(box, Bound(feedId, origin)) is { } plain
        ? new Access(origin, JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(plain) ?? [])
        : null;

    /// <summary>What was sealed for this owner; null when the key is gone or the value is another's.</summary>
    public byte[]? Open(string owner, ReadOnlySpan<byte> box) => Open(box, System.Text.Encoding.UTF8.GetBytes(owner));

    private byte[] Seal(ReadOnlySpan<byte> plain, byte[] bound)
    {
        var (number, key) = keys.Value[^1];
        var box = new byte[HeadBytes + plain.Length];
        box[0] = number;
        var nonce = box.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plain, box.AsSpan(HeadBytes), box.AsSpan(1 + NonceBytes, TagBytes), bound);
        return box;
    }

    private byte[]? Open(ReadOnlySpan<byte> box, byte[] bound)
    {
        if (box.Length < HeadBytes || KeyOf(box[0]) is not { } key)
            return null;

        try
        {
            var plain = new byte[box.Length - HeadBytes];
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(box.Slice(1, NonceBytes), box[HeadBytes..], box.Slice(1 + NonceBytes, TagBytes), plain, bound);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private byte[]? KeyOf(byte number)
    {
        foreach (var (known, key) in keys.Value)
        {
            if (known == number)
                return key;
        }

        return null;
    }

    /// <summary>Authenticated with the value, so that rows cannot be exchanged.</summary>
    private static byte[] Bound(long feedId, string origin)
    {
        var bound = new byte[sizeof(long) + System.Text.Encoding.UTF8.GetByteCount(origin)];
        BinaryPrimitives.WriteInt64LittleEndian(bound, feedId);
        System.Text.Encoding.UTF8.GetBytes(origin, bound.AsSpan(sizeof(long)));
        return bound;
    }

    private static IReadOnlyList<(byte Number, byte[] Key)> Read(string? file) =>
        file is null || !File.Exists(file) ? [] : [.. File.ReadLines(file).Select(Parse).OfType<(byte, byte[])>()];

    private static (byte Number, byte[] Key)? Parse(string line)
    {
        var key = new byte[KeyBytes];
        return line.Trim().Split(' ') is [var number, var text]
            && byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0
            && Convert.TryFromBase64String(text, key, out var length) && length == KeyBytes
            ? (parsed, key)
            : null;
    }
}
