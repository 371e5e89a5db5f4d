using FeedPipeline.Documents;
using FeedPipeline.Extracting.Pages;

namespace FeedPipeline.Extracting.Fields;

internal static class Headlines
{
    public static Found? Find(Page page, PageHints hints) => new(page.Title, "dom:title");
}
