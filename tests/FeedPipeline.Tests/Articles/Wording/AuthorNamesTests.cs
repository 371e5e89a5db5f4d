using FeedPipeline.Articles.Wording;

namespace FeedPipeline.Tests.Articles.Wording;

public sealed class AuthorNamesTests
{
    [Theory]
    [InlineData("News Desk", "News Desk")]
    [InlineData("By Jane Doe", "Jane Doe")]
    [InlineData("jane@example.org (Jane Doe)", "Jane Doe")]
    [InlineData("Jane Doe <jane@example.org>", "Jane Doe")]
    [InlineData("Jane Doe @janedoe", "Jane Doe")]
    [InlineData("Jane Doe, Middle East editor", "Jane Doe")]
    [InlineData("Jane Doe in Berlin", "Jane Doe")]
    [InlineData("Jane Doe (AFP)", "Jane Doe")]
    [InlineData("John Roe, Jr.", "John Roe")]
    [InlineData("Jane Doe and John Roe", "Jane Doe|John Roe")]
    [InlineData("Jane Doe, John Roe and Ada Lindqvist", "Jane Doe|John Roe|Ada Lindqvist")]
    [InlineData("Jane Doe; John Roe & Ada Lindqvist", "Jane Doe|John Roe|Ada Lindqvist")]
    [InlineData("Ana Ruiz y Luis Gil", "Ana Ruiz|Luis Gil")]
    [InlineData("José Ortega y Gasset", "José Ortega y Gasset")]
    [InlineData("Ludwig van Beethoven", "Ludwig van Beethoven")]
    [InlineData("Von Anna Muster und Max Muster", "Anna Muster|Max Muster")]
    [InlineData("Von Miller", "Von Miller")]
    [InlineData("Van Morrison", "Van Morrison")]
    [InlineData("Doe, Jane", "Doe, Jane")]
    [InlineData("/u/somebody", "/u/somebody")]
    [InlineData("Jane Doe/AFP", "Jane Doe|AFP")]
    [InlineData("Reuters, AFP", "Reuters|AFP")]
    [InlineData("Jane Doe, jane doe", "Jane Doe, jane doe")]
    [InlineData("Jane Doe; JANE DOE; admin", "Jane Doe")]
    [InlineData("admin", "admin")]
    [InlineData("Political Editor", "Political Editor")]
    [InlineData("王小明、李华", "王小明|李华")]
    [InlineData("Иван Петров и Анна Сидорова", "Иван Петров|Анна Сидорова")]
    [InlineData("jane@example.org", "")]
    [InlineData("https://example.org/jane", "")]
    [InlineData("{{ author }}", "")]
    [InlineData("", "")]
    public void A_byline_names_people_and_desks(string byline, string names) =>
        Assert.Equal(names.Split('|', StringSplitOptions.RemoveEmptyEntries), AuthorNames.Parse(byline));
}
