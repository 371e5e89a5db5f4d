using AngleSharp.Dom;

namespace FeedPipeline.Extracting.Bodies;

/// <summary>Sums over the paragraphs under each element.</summary>
internal sealed class BlockTree
{
    private readonly Dictionary<IElement, Sums> sums = [];

    private BlockTree(IReadOnlyList<Block> blocks) => Blocks = blocks;

    /// <summary>All paragraphs, in document order.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>Every element that holds a paragraph, with its sums.</summary>
    public IReadOnlyDictionary<IElement, Sums> Elements => sums;

    /// <summary>Adds up.</summary>
    public static BlockTree Of(IReadOnlyList<Block> blocks)
    {
        var tree = new BlockTree(blocks);
        foreach (var block in blocks)
        {
            for (IElement? element = block.Container; element is not null; element = element.ParentElement)
            {
                if (!tree.sums.TryGetValue(element, out var sum))
                    tree.sums[element] = sum = new Sums { First = block.Index };
                sum.Add(block);
            }
        }

        return tree;
    }

    /// <summary>The paragraphs under an element.</summary>
    public IEnumerable<Block> Under(IElement element) => sums.TryGetValue(element, out var sum) ? Blocks.Skip(sum.First).Take(sum.Last - sum.First + 1) : [];

    /// <summary>What stands under one element.</summary>
    internal sealed class Sums
    {
        /// <summary>Place of the first paragraph.</summary>
        public required int First { get; init; }

        /// <summary>Place of the last paragraph.</summary>
        public int Last { get; private set; }

        /// <summary>Sum of <see cref="Block.Weight"/>.</summary>
        public double Weight { get; private set; }

        /// <summary>Words of all paragraphs.</summary>
        public int Words { get; private set; }

        /// <summary>Words in links.</summary>
        public double LinkedWords { get; private set; }

        /// <summary>Words of running text.</summary>
        public int ProseWords { get; private set; }

        /// <summary>Number of headings.</summary>
        public int Headings { get; private set; }

        /// <summary>Number of paragraphs.</summary>
        public int Count => Last - First + 1;

        /// <summary>Share of words that are links.</summary>
        public double LinkShare => Words == 0 ? 0 : LinkedWords / Words;

        /// <summary>Counts a paragraph.</summary>
        public void Add(Block block)
        {
            Last = block.Index;
            Weight += block.Weight;
            Words += block.Words;
            LinkedWords += block.Words * block.LinkShare;
            ProseWords += block.IsProse ? block.Words : 0;
            Headings += block.Kind == Documents.BlockKind.Heading ? 1 : 0;
        }
    }
}
