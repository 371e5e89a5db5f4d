using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedPipeline.Storing.Migrations;

/// <summary>Webhooks count events too.</summary>
[DbContext(typeof(FeedPipelineDb))]
[Migration("20261201034500_EventsOfWebhooks")]
public sealed class EventsOfWebhooks : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        COMMENT ON COLUMN webhook.delivered_at IS 'When it last took a change or an event; null before.';
        COMMENT ON COLUMN webhook.delivered IS 'Changes and events that it took.'
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        COMMENT ON COLUMN webhook.delivered_at IS 'When it last took a change; null before.';
        COMMENT ON COLUMN webhook.delivered IS 'Changes that it took.'
        """);
}
