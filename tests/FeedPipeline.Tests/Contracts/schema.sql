CREATE FUNCTION public.change_batch() RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    known text := current_setting('feedpipeline.change_batch', true);
BEGIN
    IF known <> '' THEN
        RETURN known::bigint;
    END IF;
    -- Local to the transaction, and to a savepoint that is rolled back.
    RETURN set_config('feedpipeline.change_batch', nextval('public.change_batch_seq')::text, true)::bigint;
END $$;

COMMENT ON FUNCTION public.change_batch() IS 'The number that all changes of this transaction carry.';

CREATE FUNCTION public.change_position(cursor text, OUT place bigint, OUT seq bigint) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
BEGIN
    IF cursor IS NULL OR cursor !~ '^[0-9]{1,18}-[0-9]{1,18}$' THEN
        RAISE EXCEPTION 'cursor "%" is none that read_changes gave', left(cursor, 60) USING ERRCODE = '22023';
    END IF;
    place := split_part(cursor, '-', 1);
    seq := split_part(cursor, '-', 2);
    IF place > (SELECT greatest(pruned_place, (SELECT max(change_commit.place) FROM change_commit)) FROM change_log) THEN
        RAISE EXCEPTION 'cursor % is ahead of the change log', cursor USING ERRCODE = 'FP002',
            HINT = 'The database was set back, by a backup that was restored. Reset the consumer: feedpipe consumers reset NAME --to beginning, or --to now.';
    END IF;
END $_$;

COMMENT ON FUNCTION public.change_position(cursor text, OUT place bigint, OUT seq bigint) IS 'What a cursor names: a commit, and a change in it.';

CREATE FUNCTION public.commit_changes(consumer text, cursor text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
#variable_conflict use_column
DECLARE
    done record;
BEGIN
    IF consumer IS NULL OR consumer !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' THEN
        RAISE EXCEPTION '"%" is no name of a consumer', left(consumer, 60) USING ERRCODE = '22023';
    END IF;
    SELECT * INTO done FROM change_position(commit_changes.cursor);
    IF NOT EXISTS (SELECT FROM consumer WHERE name = commit_changes.consumer) THEN
        RAISE EXCEPTION 'there is no consumer "%"', consumer USING ERRCODE = 'FP003',
            HINT = 'A consumer is made by its first read_changes in a transaction that may write, or by feedpipe consumers add NAME.';
    END IF;
    -- Never back: of two that read the same, one is done with less. feedpipe consumers reset goes back.
    UPDATE consumer SET place = done.place, seq = done.seq, committed_at = now()
    WHERE name = commit_changes.consumer AND (place, seq) <= (done.place, done.seq);
END $_$;

COMMENT ON FUNCTION public.commit_changes(consumer text, cursor text) IS 'Saves that a consumer is done with all changes up to this cursor. In the transaction of the consumer''s own work, each change has its effect exactly once.';

CREATE FUNCTION public.place_changes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF current_setting('feedpipeline.placed_batch', true) = NEW.batch::text THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('feedpipeline.placed_batch', NEW.batch::text, true);
    PERFORM pg_advisory_xact_lock(7309453116320188417);
    INSERT INTO public.change_commit (batch, changes, written) SELECT NEW.batch, count(*), count(*) + COALESCE((SELECT written FROM public.change_commit ORDER BY place DESC LIMIT 1), 0) FROM public.change WHERE batch = NEW.batch
    ON CONFLICT (batch) DO NOTHING;
    PERFORM pg_notify('change', '');
    RETURN NULL;
END $$;

COMMENT ON FUNCTION public.place_changes() IS 'Gives a transaction that wrote changes its place in the order of commits, at its very end, and wakes who listens to change.';

CREATE FUNCTION public.read_changes(consumer text, most integer DEFAULT 500, after text DEFAULT NULL::text) RETURNS TABLE(cursor text, seq bigint, article_id bigint, kind text, class text, revision integer, changed_fields text[], at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public', 'pg_temp'
    AS $_$
#variable_conflict use_column
DECLARE
    done record;
    log record;
    turn record;
    room integer := most;
    given integer;
BEGIN
    IF most IS NULL OR most NOT BETWEEN 1 AND 10000 THEN
        RAISE EXCEPTION 'at most % changes cannot be read: from 1 to 10000 can', most USING ERRCODE = '22023';
    END IF;
    IF after IS NOT NULL THEN
        SELECT * INTO done FROM change_position(after);
    ELSE
        IF consumer IS NULL OR consumer !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' THEN
            RAISE EXCEPTION '"%" is no name of a consumer', left(consumer, 60) USING ERRCODE = '22023',
                HINT = 'A name has 1 to 100 letters, digits, dots, hyphens and underscores, and begins with a letter or a digit.';
        END IF;
        -- Who reads under the same name waits until this transaction has ended, and goes on from there.
        PERFORM pg_advisory_xact_lock(hashtextextended('feedpipeline consumer ' || consumer, 0));
        SELECT place, seq INTO done FROM consumer WHERE name = read_changes.consumer;
        IF NOT FOUND THEN
            SELECT pruned_place AS place, pruned_seq AS seq INTO done FROM change_log;
            IF NOT current_setting('transaction_read_only')::boolean THEN
                IF (SELECT count(*) FROM consumer) >= 1000 THEN
                    RAISE EXCEPTION 'there are 1000 consumers already' USING ERRCODE = '54000', HINT = 'feedpipe consumers list, and remove what nobody is any more.';
                END IF;
                INSERT INTO consumer (name, place, seq) VALUES (read_changes.consumer, done.place, done.seq) ON CONFLICT DO NOTHING;
            END IF;
        ELSE
            PERFORM change_position(done.place || '-' || done.seq);
        END IF;
    END IF;

    FOR turn IN SELECT place, batch FROM change_commit WHERE place >= done.place ORDER BY place LIMIT most + 1 LOOP
        RETURN QUERY
            SELECT turn.place || '-' || change.seq, change.seq, change.article_id, change.kind, change.class, change.revision, change.changed_fields, change.at
            FROM change WHERE change.batch = turn.batch AND change.seq > CASE WHEN turn.place = done.place THEN done.seq ELSE 0 END
            ORDER BY change.seq LIMIT room;
        GET DIAGNOSTICS given = ROW_COUNT;
        room := room - given;
        EXIT WHEN room = 0;
    END LOOP;

    -- Afterwards: what was pruned while this read is noticed too.
    SELECT pruned_place AS place, pruned_seq AS seq INTO log FROM change_log;
    IF (done.place, done.seq) < (log.place, log.seq) THEN
        RAISE EXCEPTION 'changes after cursor %-% were pruned before % read them: the log begins after %-% now',
            done.place, done.seq, coalesce('consumer ' || consumer, 'anybody'), log.place, log.seq USING ERRCODE = 'FP001',
            HINT = 'Read the article table as a whole, then go on from where the log begins: feedpipe consumers reset NAME --to beginning.';
    END IF;
END $_$;

COMMENT ON FUNCTION public.read_changes(consumer text, most integer, after text) IS 'The next changes for a consumer, in the order in which their transactions became visible; from another cursor when one is given. A consumer is made by its first read, and begins with the oldest change.';

CREATE TABLE public.api_key (
    id bigint NOT NULL,
    name text NOT NULL,
    scope text NOT NULL,
    hint text NOT NULL,
    hash bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone
);

COMMENT ON TABLE public.api_key IS 'Who may use the API from beyond loopback, and for what. Of the keys themselves only hashes are kept.';

COMMENT ON COLUMN public.api_key.id IS 'Never reused.';

COMMENT ON COLUMN public.api_key.name IS 'The operator''s word for who uses it; unique among the keys that are valid.';

COMMENT ON COLUMN public.api_key.scope IS 'read: reading everything; ops: changing what operators may change, too.';

COMMENT ON COLUMN public.api_key.hint IS 'The first characters of the key, to tell keys apart by.';

COMMENT ON COLUMN public.api_key.hash IS 'SHA-256 of the key.';

COMMENT ON COLUMN public.api_key.made_at IS 'When it was made.';

COMMENT ON COLUMN public.api_key.last_used_at IS 'When it was last used, to the minute; null before its first use.';

COMMENT ON COLUMN public.api_key.revoked_at IS 'When it was revoked; null while it is valid.';

ALTER TABLE public.api_key ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.article (
    id bigint NOT NULL,
    headline text NOT NULL,
    dek text,
    byline text,
    authors text[] NOT NULL,
    published_at timestamp with time zone,
    published_precision text NOT NULL,
    published_offset interval,
    modified_at timestamp with time zone,
    photo_credit text,
    photo_caption text,
    photo_url text,
    body text,
    body_html text,
    body_source text NOT NULL,
    language text,
    url text,
    canonical_url text,
    section text,
    tags text[] NOT NULL,
    guid text,
    access text NOT NULL,
    rights text,
    enclosures jsonb NOT NULL,
    word_count integer NOT NULL,
    provenance jsonb NOT NULL,
    feed_id bigint NOT NULL,
    revision integer NOT NULL,
    copy_of bigint,
    merged_into bigint,
    story_id bigint,
    removed_at timestamp with time zone,
    first_seen_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    stated_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.article IS 'News items in the seed article format, one of each. Never deleted because something looks like a copy.';

COMMENT ON COLUMN public.article.id IS 'Never reused; a merged article keeps its row and points to the other.';

COMMENT ON COLUMN public.article.headline IS 'Plain text, one line, no site suffix.';

COMMENT ON COLUMN public.article.dek IS 'The standfirst; null when the feed and the page have none. Never a copy of the body''s beginning.';

COMMENT ON COLUMN public.article.byline IS 'As published, without "By".';

COMMENT ON COLUMN public.article.authors IS 'People and desks, in order, without roles, places or e-mail addresses.';

COMMENT ON COLUMN public.article.published_at IS 'First publication; null when nobody says. Never invented. Day precision is stored as 00:00 UTC.';

COMMENT ON COLUMN public.article.published_precision IS 'unknown, day, minute or second.';

COMMENT ON COLUMN public.article.published_offset IS 'The publisher''s offset from UTC; null when not stated.';

COMMENT ON COLUMN public.article.modified_at IS 'Last change, as the publisher states it.';

COMMENT ON COLUMN public.article.photo_credit IS 'Who made the lead image.';

COMMENT ON COLUMN public.article.photo_caption IS 'What the lead image shows.';

COMMENT ON COLUMN public.article.photo_url IS 'Address of the lead image.';

COMMENT ON COLUMN public.article.body IS 'Plain paragraphs joined by one blank line; no furniture, byline or credit lines. Null when nothing could be had.';

COMMENT ON COLUMN public.article.body_html IS 'Sanitised XHTML of the same content.';

COMMENT ON COLUMN public.article.body_source IS 'feed, page or summary (only a summary could be had).';

COMMENT ON COLUMN public.article.language IS 'BCP 47; null when not known.';

COMMENT ON COLUMN public.article.url IS 'The page, as linked.';

COMMENT ON COLUMN public.article.canonical_url IS 'The comparison key''s readable form; never requested.';

COMMENT ON COLUMN public.article.section IS 'The publisher''s section.';

COMMENT ON COLUMN public.article.tags IS 'The publisher''s tags, in order, each once.';

COMMENT ON COLUMN public.article.guid IS 'As the feed in feed_id states it.';

COMMENT ON COLUMN public.article.access IS 'free, partial or paywalled.';

COMMENT ON COLUMN public.article.rights IS 'The stated licence or notice.';

COMMENT ON COLUMN public.article.enclosures IS 'Attached media: [{url, type, length}].';

COMMENT ON COLUMN public.article.word_count IS 'Words of body.';

COMMENT ON COLUMN public.article.provenance IS 'Per column: where it came from (feed:title, rule:first-words, ...).';

COMMENT ON COLUMN public.article.feed_id IS 'The feed that brought it first; all feeds are in sighting.';

COMMENT ON COLUMN public.article.revision IS '1 at first; +1 for each change of content. Earlier states are in article_revision.';

COMMENT ON COLUMN public.article.copy_of IS 'The article of which this is a copy (same text elsewhere); null for originals. A label, reversible.';

COMMENT ON COLUMN public.article.merged_into IS 'Set when an operator merged it; reversible.';

COMMENT ON COLUMN public.article.story_id IS 'Articles about the same event.';

COMMENT ON COLUMN public.article.removed_at IS 'The publisher took it out of the feed before its time or withdrew it.';

COMMENT ON COLUMN public.article.first_seen_at IS 'When FeedPipeline first saw it.';

COMMENT ON COLUMN public.article.updated_at IS 'When this row last changed.';

COMMENT ON COLUMN public.article.stated_at IS 'When the document was used whose words these are.';

ALTER TABLE public.article ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.article_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.article_key (
    key uuid NOT NULL,
    article_id bigint NOT NULL,
    kind text NOT NULL
);

COMMENT ON TABLE public.article_key IS 'What identifies an article. Its primary key is what keeps one of each.';

COMMENT ON COLUMN public.article_key.key IS 'First 128 bits of a SHA-256 of kind, scope and words.';

COMMENT ON COLUMN public.article_key.article_id IS 'The article it identifies.';

COMMENT ON COLUMN public.article_key.kind IS 'guid, guid_path, link, link_date, title_date and text within a feed; url across all feeds.';

CREATE TABLE public.article_merge (
    id bigint NOT NULL,
    article_id bigint NOT NULL,
    into_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    moved bigint[] NOT NULL,
    undone_at timestamp with time zone
);

COMMENT ON TABLE public.article_merge IS 'What operators merged, and what of it was undone.';

COMMENT ON COLUMN public.article_merge.id IS 'Never reused.';

COMMENT ON COLUMN public.article_merge.article_id IS 'The article that was merged.';

COMMENT ON COLUMN public.article_merge.into_id IS 'The one that stands for both.';

COMMENT ON COLUMN public.article_merge.at IS 'When.';

COMMENT ON COLUMN public.article_merge.moved IS 'Articles that had been merged into the merged one, and moved along.';

COMMENT ON COLUMN public.article_merge.undone_at IS 'When it was undone; null while it holds.';

ALTER TABLE public.article_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.article_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.article_revision (
    id bigint NOT NULL,
    article_id bigint NOT NULL,
    revision integer NOT NULL,
    class text NOT NULL,
    at timestamp with time zone NOT NULL,
    headline text NOT NULL,
    dek text,
    byline text,
    body text,
    changed_fields text[] NOT NULL,
    diff text
);

COMMENT ON TABLE public.article_revision IS 'Earlier states of articles, one for each change of content.';

COMMENT ON COLUMN public.article_revision.id IS 'Never reused.';

COMMENT ON COLUMN public.article_revision.article_id IS 'The article.';

COMMENT ON COLUMN public.article_revision.revision IS 'Number of the state kept here, from 1.';

COMMENT ON COLUMN public.article_revision.class IS 'What kind of change ended this state: cosmetic, headline, update, correction or retraction.';

COMMENT ON COLUMN public.article_revision.at IS 'When it was replaced.';

COMMENT ON COLUMN public.article_revision.headline IS 'Headline of this state.';

COMMENT ON COLUMN public.article_revision.dek IS 'Dek of this state.';

COMMENT ON COLUMN public.article_revision.byline IS 'Byline of this state.';

COMMENT ON COLUMN public.article_revision.body IS 'Body of this state.';

COMMENT ON COLUMN public.article_revision.changed_fields IS 'Columns of article that the change touched.';

COMMENT ON COLUMN public.article_revision.diff IS 'The body''s change by paragraph, lines begun with - or +; null when the body did not change.';

ALTER TABLE public.article_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.article_revision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.article_search (
    article_id bigint NOT NULL,
    config text NOT NULL,
    vector tsvector NOT NULL,
    first_seen_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.article_search ALTER COLUMN vector SET STORAGE EXTERNAL;

COMMENT ON TABLE public.article_search IS 'Words of articles for full-text search. Kept apart from article, so that neither is rewritten for the other''s sake.';

COMMENT ON COLUMN public.article_search.article_id IS 'The article.';

COMMENT ON COLUMN public.article_search.config IS 'Text search configuration that made the words: english, german, ..., simple where PostgreSQL has none for the language.';

COMMENT ON COLUMN public.article_search.vector IS 'Words with their places: A of the headline, B of the dek, D of the body.';

COMMENT ON COLUMN public.article_search.first_seen_at IS 'When we first saw the article, as article has it: what a search finds is put in order without a look at the articles.';

CREATE TABLE public.change (
    seq bigint NOT NULL,
    article_id bigint NOT NULL,
    kind text NOT NULL,
    class text,
    revision integer NOT NULL,
    changed_fields text[] NOT NULL,
    at timestamp with time zone NOT NULL,
    batch bigint DEFAULT public.change_batch() NOT NULL
);

COMMENT ON TABLE public.change IS 'The change log: an entry for every change of an article, written in the change''s own transaction.';

COMMENT ON COLUMN public.change.seq IS 'Place in the log; gaps are normal.';

COMMENT ON COLUMN public.change.article_id IS 'The article.';

COMMENT ON COLUMN public.change.kind IS 'created, revised, labelled, merged, unmerged, withdrawn or deleted.';

COMMENT ON COLUMN public.change.class IS 'Of a revision: cosmetic, headline, update, correction or retraction; withdrawn of an article that its publisher took out; null otherwise.';

COMMENT ON COLUMN public.change.revision IS 'The article''s revision after the change.';

COMMENT ON COLUMN public.change.changed_fields IS 'Columns of article that changed; empty for a new article.';

COMMENT ON COLUMN public.change.at IS 'When.';

COMMENT ON COLUMN public.change.batch IS 'The number of its transaction; change_commit says in which order these became visible.';

CREATE SEQUENCE public.change_batch_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.change_commit (
    place bigint NOT NULL,
    batch bigint NOT NULL,
    changes integer NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    written bigint NOT NULL
);

COMMENT ON TABLE public.change_commit IS 'Transactions that wrote changes, in the order in which they became visible.';

COMMENT ON COLUMN public.change_commit.place IS 'Order of the commits; gaps are normal. Whoever sees one sees all before it.';

COMMENT ON COLUMN public.change_commit.batch IS 'The number that its changes carry.';

COMMENT ON COLUMN public.change_commit.changes IS 'How many changes it wrote.';

COMMENT ON COLUMN public.change_commit.at IS 'When it was about to commit.';

COMMENT ON COLUMN public.change_commit.written IS 'What this commit and all before it wrote, since the log was last empty: the difference of two says how many changes lie between them.';

ALTER TABLE public.change_commit ALTER COLUMN place ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.change_commit_place_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.change_log (
    one boolean DEFAULT true NOT NULL,
    pruned_place bigint DEFAULT 0 NOT NULL,
    pruned_seq bigint DEFAULT 0 NOT NULL,
    pruned_at timestamp with time zone,
    CONSTRAINT change_log_one_row CHECK (one)
);

COMMENT ON TABLE public.change_log IS 'Where the change log begins, in one row: after the last change that was pruned.';

COMMENT ON COLUMN public.change_log.one IS 'True: there is one row.';

COMMENT ON COLUMN public.change_log.pruned_place IS 'The commit of the last change that was pruned; 0 while nothing was.';

COMMENT ON COLUMN public.change_log.pruned_seq IS 'That change.';

COMMENT ON COLUMN public.change_log.pruned_at IS 'When it was pruned; null while nothing was.';

ALTER TABLE public.change ALTER COLUMN seq ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.change_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.consumer (
    name text NOT NULL,
    place bigint NOT NULL,
    seq bigint NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    committed_at timestamp with time zone
);

COMMENT ON TABLE public.consumer IS 'Programs that follow the change log, and how far they came. read_changes makes one, commit_changes moves its cursor.';

COMMENT ON COLUMN public.consumer.name IS 'What it calls itself; webhook:ID is a webhook.';

COMMENT ON COLUMN public.consumer.place IS 'The commit of the last change that it is done with; 0 before the first.';

COMMENT ON COLUMN public.consumer.seq IS 'That change.';

COMMENT ON COLUMN public.consumer.added_at IS 'When it was first heard of.';

COMMENT ON COLUMN public.consumer.committed_at IS 'When it last saved a cursor; null before.';

CREATE TABLE public.copy_generation (
    generation smallint NOT NULL,
    started_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.copy_generation IS 'Two generations of sketches; the one that started last takes in what is new, and the other is emptied before its turn.';

COMMENT ON COLUMN public.copy_generation.generation IS '0 or 1: the number in the names of its tables.';

COMMENT ON COLUMN public.copy_generation.started_at IS 'When it was emptied and began to take in sketches.';

CREATE UNLOGGED TABLE public.copy_key_0 (
    key integer NOT NULL,
    number integer NOT NULL
);

COMMENT ON TABLE public.copy_key_0 IS 'Sampled runs of words, by which texts that share some are found; one text of each group of copies stands under a key.';

COMMENT ON COLUMN public.copy_key_0.key IS 'Hash of a run of words.';

COMMENT ON COLUMN public.copy_key_0.number IS 'The text: copy_sketch_0.number.';

CREATE UNLOGGED TABLE public.copy_key_1 (
    key integer NOT NULL,
    number integer NOT NULL
);

COMMENT ON TABLE public.copy_key_1 IS 'Sampled runs of words, by which texts that share some are found; one text of each group of copies stands under a key.';

COMMENT ON COLUMN public.copy_key_1.key IS 'Hash of a run of words.';

COMMENT ON COLUMN public.copy_key_1.number IS 'The text: copy_sketch_1.number.';

CREATE UNLOGGED TABLE public.copy_key_whole (
    generation smallint NOT NULL
);

COMMENT ON TABLE public.copy_key_whole IS 'Generations whose keys are all there. Keys are not logged; after a crash of the server they are restored from the sketches.';

COMMENT ON COLUMN public.copy_key_whole.generation IS '0 or 1.';

CREATE TABLE public.copy_sketch_0 (
    number integer NOT NULL,
    article_id bigint NOT NULL,
    fingerprint bigint NOT NULL,
    words integer NOT NULL,
    rate integer NOT NULL,
    keys bytea NOT NULL,
    lead bytea,
    body bytea NOT NULL,
    figures bytea NOT NULL
);

COMMENT ON TABLE public.copy_sketch_0 IS 'Texts as copies are told by. Lists are numbers of four bytes, little-endian.';

COMMENT ON COLUMN public.copy_sketch_0.number IS 'The lower 32 bits of article_id.';

COMMENT ON COLUMN public.copy_sketch_0.article_id IS 'The article.';

COMMENT ON COLUMN public.copy_sketch_0.fingerprint IS 'Hash of its words in order.';

COMMENT ON COLUMN public.copy_sketch_0.words IS 'Its length.';

COMMENT ON COLUMN public.copy_sketch_0.rate IS 'body holds one of so many runs of words.';

COMMENT ON COLUMN public.copy_sketch_0.keys IS 'What it is found by, ascending.';

COMMENT ON COLUMN public.copy_sketch_0.lead IS 'Runs of words in its beginning, ascending; null when body holds just those.';

COMMENT ON COLUMN public.copy_sketch_0.body IS 'A sample of all its runs of words, ascending.';

COMMENT ON COLUMN public.copy_sketch_0.figures IS 'Hashes of its numbers, ascending.';

CREATE TABLE public.copy_sketch_1 (
    number integer NOT NULL,
    article_id bigint NOT NULL,
    fingerprint bigint NOT NULL,
    words integer NOT NULL,
    rate integer NOT NULL,
    keys bytea NOT NULL,
    lead bytea,
    body bytea NOT NULL,
    figures bytea NOT NULL
);

COMMENT ON TABLE public.copy_sketch_1 IS 'Texts as copies are told by. Lists are numbers of four bytes, little-endian.';

COMMENT ON COLUMN public.copy_sketch_1.number IS 'The lower 32 bits of article_id.';

COMMENT ON COLUMN public.copy_sketch_1.article_id IS 'The article.';

COMMENT ON COLUMN public.copy_sketch_1.fingerprint IS 'Hash of its words in order.';

COMMENT ON COLUMN public.copy_sketch_1.words IS 'Its length.';

COMMENT ON COLUMN public.copy_sketch_1.rate IS 'body holds one of so many runs of words.';

COMMENT ON COLUMN public.copy_sketch_1.keys IS 'What it is found by, ascending.';

COMMENT ON COLUMN public.copy_sketch_1.lead IS 'Runs of words in its beginning, ascending; null when body holds just those.';

COMMENT ON COLUMN public.copy_sketch_1.body IS 'A sample of all its runs of words, ascending.';

COMMENT ON COLUMN public.copy_sketch_1.figures IS 'Hashes of its numbers, ascending.';

CREATE TABLE public.copy_text (
    fingerprint bigint NOT NULL,
    article_id bigint NOT NULL
);

COMMENT ON TABLE public.copy_text IS 'Every text once, for good: equal texts are copies however far apart.';

COMMENT ON COLUMN public.copy_text.fingerprint IS 'Hash of its words in order.';

COMMENT ON COLUMN public.copy_text.article_id IS 'The article that brought it first.';

CREATE TABLE public.document (
    id bigint NOT NULL,
    feed_id bigint NOT NULL,
    kind text NOT NULL,
    hash bytea NOT NULL,
    url text,
    media_type text,
    charset text,
    content_location text,
    content_language text,
    bytes integer NOT NULL,
    content bytea NOT NULL,
    fetched_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    article_id bigint,
    said jsonb
);
ALTER TABLE ONLY public.document ALTER COLUMN content SET STORAGE EXTERNAL;

COMMENT ON TABLE public.document IS 'Documents that brought something, kept so that they can be read again, within Archive:Budget and Archive:MaxAge.';

COMMENT ON COLUMN public.document.id IS 'Never reused.';

COMMENT ON COLUMN public.document.feed_id IS 'The feed that it was used for.';

COMMENT ON COLUMN public.document.kind IS 'feed, earlier (a page that leads back from a feed) or page (an article''s).';

COMMENT ON COLUMN public.document.hash IS 'SHA-256 of the decoded body: each is kept once for a feed.';

COMMENT ON COLUMN public.document.url IS 'Address the bytes came from, after redirects.';

COMMENT ON COLUMN public.document.media_type IS 'Media type of Content-Type, without parameters.';

COMMENT ON COLUMN public.document.charset IS 'Charset of Content-Type, as written.';

COMMENT ON COLUMN public.document.content_location IS 'Content-Location.';

COMMENT ON COLUMN public.document.content_language IS 'Content-Language.';

COMMENT ON COLUMN public.document.bytes IS 'Bytes of the decoded body.';

COMMENT ON COLUMN public.document.content IS 'The decoded body, compressed with Brotli.';

COMMENT ON COLUMN public.document.fetched_at IS 'When it was fetched first.';

COMMENT ON COLUMN public.document.last_used_at IS 'When it last brought something.';

COMMENT ON COLUMN public.document.article_id IS 'The article whose page it is; null for feeds.';

COMMENT ON COLUMN public.document.said IS 'What the feed said of that article when its page was read: the item, and its document without items.';

ALTER TABLE public.document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.event (
    id bigint NOT NULL,
    feed_id bigint,
    kind text NOT NULL,
    detail text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    count integer NOT NULL,
    closed_at timestamp with time zone,
    webhook_id bigint,
    tell_at timestamp with time zone,
    told integer DEFAULT 0 NOT NULL
);

COMMENT ON TABLE public.event IS 'What operators should know: opened once, closed when over.';

COMMENT ON COLUMN public.event.id IS 'Never reused.';

COMMENT ON COLUMN public.event.feed_id IS 'The feed it is about; null when it is about a webhook.';

COMMENT ON COLUMN public.event.kind IS 'broken, gone, quarantined, hub_ignored, new_place, moved, validators_lie, content_shift, identity, canonical, webhook_failing, gap, poison, quiet or drifting.';

COMMENT ON COLUMN public.event.detail IS 'What happened last and what to do, in one line.';

COMMENT ON COLUMN public.event.opened_at IS 'When it was first noticed.';

COMMENT ON COLUMN public.event.last_at IS 'When it was last noticed.';

COMMENT ON COLUMN public.event.count IS 'How often it was noticed.';

COMMENT ON COLUMN public.event.closed_at IS 'When it was over, or an operator closed it; null while it lasts.';

COMMENT ON COLUMN public.event.webhook_id IS 'The webhook it is about; null when it is about a feed.';

COMMENT ON COLUMN public.event.tell_at IS 'When it is told again, because a webhook did not take it; null when nothing failed.';

COMMENT ON COLUMN public.event.told IS 'What of it was told to the log and to webhooks: 0 nothing, 1 that it opened, 2 that it is over.';

ALTER TABLE public.event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.feed_definition (
    id bigint NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    site_url text,
    title text,
    format text,
    language text,
    schedule text NOT NULL,
    full_text text NOT NULL,
    tags text[] NOT NULL,
    paused_at timestamp with time zone,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    tls_exception text,
    domain text GENERATED ALWAYS AS (
CASE
    WHEN (lower("substring"(url, '^[A-Za-z]+://(?:[^/?#@]*@)?(\[[^]]*\]|[^/:?#]*)'::text)) ~ '^[0-9.]+$|\['::text) THEN lower("substring"(url, '^[A-Za-z]+://(?:[^/?#@]*@)?(\[[^]]*\]|[^/:?#]*)'::text))
    ELSE COALESCE("substring"(lower("substring"(url, '^[A-Za-z]+://(?:[^/?#@]*@)?(\[[^]]*\]|[^/:?#]*)'::text)), '[^.]+\.(?:(?:co|com|net|org|gov|gob|gouv|edu|ac|or|ne|go|mil|nom)\.[a-z]{2}|[^.]+)$'::text), lower("substring"(url, '^[A-Za-z]+://(?:[^/?#@]*@)?(\[[^]]*\]|[^/:?#]*)'::text)))
END) STORED NOT NULL,
    host text GENERATED ALWAYS AS (lower("substring"(url, '^[A-Za-z]+://(?:[^/?#@]*@)?(\[[^]]*\]|[^/:?#]*)'::text))) STORED NOT NULL,
    identity text,
    keep_age interval,
    keep_count integer,
    quiet text,
    owner text
);

COMMENT ON TABLE public.feed_definition IS 'Sources as operators configured them; programs read the view feed.';

COMMENT ON COLUMN public.feed_definition.id IS 'Never reused.';

COMMENT ON COLUMN public.feed_definition.name IS 'Unique, chosen by the operator or taken from the feed''s title.';

COMMENT ON COLUMN public.feed_definition.url IS 'Where the document is requested.';

COMMENT ON COLUMN public.feed_definition.site_url IS 'The site as the feed links it; null until the first document.';

COMMENT ON COLUMN public.feed_definition.title IS 'The feed''s own title; null until the first document.';

COMMENT ON COLUMN public.feed_definition.format IS 'Format of the last document that could be read.';

COMMENT ON COLUMN public.feed_definition.language IS 'BCP 47, as the feed states it.';

COMMENT ON COLUMN public.feed_definition.schedule IS 'adaptive, adaptive within TIME, every INTERVAL, cron EXPRESSION or cron EXPRESSION in ZONE.';

COMMENT ON COLUMN public.feed_definition.full_text IS 'auto, always or never.';

COMMENT ON COLUMN public.feed_definition.tags IS 'The operator''s labels.';

COMMENT ON COLUMN public.feed_definition.paused_at IS 'Set while the operator has paused it.';

COMMENT ON COLUMN public.feed_definition.added_at IS 'When it was configured.';

COMMENT ON COLUMN public.feed_definition.removed_at IS 'When it was removed; its articles and sightings stay.';

COMMENT ON COLUMN public.feed_definition.tls_exception IS 'Why its host may show any certificate, in the operator''s words; null while it must prove itself.';

COMMENT ON COLUMN public.feed_definition.domain IS 'Registrable domain of host: what stands before com, or before co.uk and its like; an address stays as it is.';

COMMENT ON COLUMN public.feed_definition.host IS 'Host of url, by which polls keep their distance.';

COMMENT ON COLUMN public.feed_definition.identity IS 'What an operator says its items are told apart by: guid, link, link_date, title_date or text; null while that is measured.';

COMMENT ON COLUMN public.feed_definition.keep_age IS 'How long its articles are kept after the last feed dropped them; null for what goes for all.';

COMMENT ON COLUMN public.feed_definition.keep_count IS 'How many of its articles are kept, the newest; null for what goes for all.';

COMMENT ON COLUMN public.feed_definition.quiet IS 'Hours in which it is left alone: 22:00-06:00 Europe/Berlin; null without.';

COMMENT ON COLUMN public.feed_definition.owner IS 'Who answers for it, in the operator''s words; null while nobody is named.';

CREATE TABLE public.feed_memory (
    feed_id bigint NOT NULL,
    etag text,
    last_modified text,
    body_hash bytea,
    item_window bytea,
    moving_count integer,
    moving_overlaps boolean,
    moving_since timestamp with time zone,
    moving_to text,
    skipped_days integer DEFAULT 0 NOT NULL,
    skipped_hours integer DEFAULT 0 NOT NULL,
    update_interval interval,
    validators_lie_at timestamp with time zone,
    texts_cut integer DEFAULT 0 NOT NULL,
    texts_whole integer DEFAULT 0 NOT NULL,
    identity text,
    identity_at timestamp with time zone,
    identity_reason text,
    identity_shifts integer DEFAULT 0 NOT NULL,
    pulse bytea,
    completeness bytea
);

COMMENT ON TABLE public.feed_memory IS 'What a feed''s last document left behind, saved in the commit of its articles.';

COMMENT ON COLUMN public.feed_memory.feed_id IS 'The feed.';

COMMENT ON COLUMN public.feed_memory.etag IS 'ETag, verbatim.';

COMMENT ON COLUMN public.feed_memory.last_modified IS 'Last-Modified, verbatim.';

COMMENT ON COLUMN public.feed_memory.body_hash IS 'SHA-256 of the decoded body.';

COMMENT ON COLUMN public.feed_memory.item_window IS 'Items listed: 24 bytes each, key, content hash and article id.';

COMMENT ON COLUMN public.feed_memory.moving_count IS 'How often in a row they did.';

COMMENT ON COLUMN public.feed_memory.moving_overlaps IS 'Whether the document there listed what the feed is known for.';

COMMENT ON COLUMN public.feed_memory.moving_since IS 'When they first led there.';

COMMENT ON COLUMN public.feed_memory.moving_to IS 'Where permanent redirects lead; null without.';

COMMENT ON COLUMN public.feed_memory.skipped_days IS 'Days on which the publisher asks not to be polled: bit n for day n, Sunday being 0.';

COMMENT ON COLUMN public.feed_memory.skipped_hours IS 'Hours in which the publisher asks not to be polled: bit n for hour n, UTC.';

COMMENT ON COLUMN public.feed_memory.update_interval IS 'How often the publisher asks to be polled (ttl, updatePeriod); null when not stated.';

COMMENT ON COLUMN public.feed_memory.validators_lie_at IS 'When the server answered 304 although the document had changed; its validators are not used for 30 days.';

COMMENT ON COLUMN public.feed_memory.texts_cut IS 'First articles whose page had more than the feed.';

COMMENT ON COLUMN public.feed_memory.texts_whole IS 'First articles whose text the feed carried whole, as their pages showed.';

COMMENT ON COLUMN public.feed_memory.identity IS 'What its items are told apart by: guid, link, link_date, title_date or text; null before the first document.';

COMMENT ON COLUMN public.feed_memory.identity_at IS 'Since when.';

COMMENT ON COLUMN public.feed_memory.identity_reason IS 'Why.';

COMMENT ON COLUMN public.feed_memory.identity_shifts IS 'How often what all items are known by changed at once.';

COMMENT ON COLUMN public.feed_memory.pulse IS 'When it publishes, as learned from when its items were first seen; null before the first news.';

COMMENT ON COLUMN public.feed_memory.completeness IS 'Which fields its new articles have, over the long run and lately; null before the first.';

CREATE TABLE public.feed_schedule (
    feed_id bigint NOT NULL,
    due_at timestamp with time zone NOT NULL,
    due_reason text NOT NULL,
    "interval" interval,
    lease_until timestamp with time zone,
    fence bigint NOT NULL,
    consecutive_failures integer NOT NULL,
    last_poll_id bigint,
    last_poll_at timestamp with time zone,
    last_outcome text,
    proved_at timestamp with time zone,
    ready_at timestamp with time zone,
    unproved integer DEFAULT 0 NOT NULL,
    deaths integer DEFAULT 0 NOT NULL
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0.01', autovacuum_vacuum_cost_limit='2000');

COMMENT ON TABLE public.feed_schedule IS 'When a feed is due and who holds it. Narrow, because every poll writes it.';

COMMENT ON COLUMN public.feed_schedule.feed_id IS 'The feed.';

COMMENT ON COLUMN public.feed_schedule.due_at IS 'When it is due; infinity while only an operator or the calendar makes it due.';

COMMENT ON COLUMN public.feed_schedule.due_reason IS 'Why then.';

COMMENT ON COLUMN public.feed_schedule."interval" IS 'The interval behind due_at; null when the calendar decides.';

COMMENT ON COLUMN public.feed_schedule.lease_until IS 'While in the future, a worker is polling it.';

COMMENT ON COLUMN public.feed_schedule.fence IS 'Grows with every claim and every stored poll; a poll is stored only under the number it was claimed with.';

COMMENT ON COLUMN public.feed_schedule.consecutive_failures IS 'Failed polls since the last good one.';

COMMENT ON COLUMN public.feed_schedule.last_poll_id IS 'The row of poll that the next attempt may extend.';

COMMENT ON COLUMN public.feed_schedule.last_poll_at IS 'Begin of the last poll.';

COMMENT ON COLUMN public.feed_schedule.last_outcome IS 'How the last poll ended.';

COMMENT ON COLUMN public.feed_schedule.proved_at IS 'When the server last sent a whole document.';

COMMENT ON COLUMN public.feed_schedule.ready_at IS 'While in the future, it waits because of its host: too many polls there, or a request for patience.';

COMMENT ON COLUMN public.feed_schedule.unproved IS 'Answers 304 since then.';

COMMENT ON COLUMN public.feed_schedule.deaths IS 'Workers in a row that died with it in hand; 0 since a poll that ended.';

CREATE VIEW public.feed AS
 SELECT definition.id,
    definition.name,
    definition.url,
    definition.site_url,
    definition.title,
    definition.format,
    definition.language,
    definition.schedule,
    definition.full_text,
    definition.tags,
    definition.paused_at,
    definition.added_at,
    schedule.last_poll_at,
    schedule.last_outcome,
    schedule.consecutive_failures,
        CASE
            WHEN (schedule.due_at < 'infinity'::timestamp with time zone) THEN schedule.due_at
            ELSE NULL::timestamp with time zone
        END AS due_at,
    schedule.due_reason,
    ( SELECT ((NULLIF(count(*), 0))::double precision / (14.0)::double precision)
           FROM public.article
          WHERE ((article.feed_id = definition.id) AND (article.first_seen_at > (now() - '14 days'::interval)) AND (COALESCE(article.published_at, article.first_seen_at) > (now() - '14 days'::interval)))) AS items_per_day,
    fresh.p95 AS freshness_p95,
    memory.identity,
    memory.identity_reason,
    memory.identity_at,
    definition.quiet,
    fresh.p50 AS freshness_p50,
    target.seconds AS freshness_target,
    fresh.share AS freshness_share,
    fresh.known AS freshness_known
   FROM ((((public.feed_definition definition
     JOIN public.feed_schedule schedule ON ((schedule.feed_id = definition.id)))
     LEFT JOIN public.feed_memory memory ON ((memory.feed_id = definition.id)))
     CROSS JOIN LATERAL ( SELECT (EXTRACT(epoch FROM ("substring"(definition.schedule, '^adaptive within ([0-9]+[smhd])$'::text))::interval))::double precision AS seconds) target)
     CROSS JOIN LATERAL ( SELECT percentile_cont((0.5)::double precision) WITHIN GROUP (ORDER BY latest.delay) AS p50,
            percentile_cont((0.95)::double precision) WITHIN GROUP (ORDER BY latest.delay) AS p95,
            (avg(((latest.delay <= target.seconds))::integer))::double precision AS share,
            ((count(latest.delay))::double precision / (NULLIF(count(*), 0))::double precision) AS known
           FROM ( SELECT
                        CASE
                            WHEN ((article.published_precision = ANY (ARRAY['minute'::text, 'second'::text])) AND (((article.first_seen_at - article.published_at) >= '-00:10:00'::interval) AND ((article.first_seen_at - article.published_at) <= '7 days'::interval))) THEN GREATEST((0)::double precision, (EXTRACT(epoch FROM (article.first_seen_at - article.published_at)))::double precision)
                            ELSE NULL::double precision
                        END AS delay
                   FROM public.article
                  WHERE ((article.feed_id = definition.id) AND ((article.published_at IS NULL) OR (article.published_at > definition.added_at)))
                  ORDER BY article.first_seen_at DESC, article.id DESC
                 LIMIT 200) latest) fresh)
  WHERE (definition.removed_at IS NULL);

COMMENT ON VIEW public.feed IS 'Sources that operators configured, and how they fare.';

COMMENT ON COLUMN public.feed.id IS 'Never reused.';

COMMENT ON COLUMN public.feed.name IS 'Unique, chosen by the operator or taken from the feed''s title.';

COMMENT ON COLUMN public.feed.url IS 'Where the document is requested.';

COMMENT ON COLUMN public.feed.site_url IS 'The site as the feed links it; null until the first document.';

COMMENT ON COLUMN public.feed.title IS 'The feed''s own title; null until the first document.';

COMMENT ON COLUMN public.feed.format IS 'Format of the last document that could be read.';

COMMENT ON COLUMN public.feed.language IS 'BCP 47, as the feed states it.';

COMMENT ON COLUMN public.feed.schedule IS 'adaptive, adaptive within TIME, every INTERVAL, cron EXPRESSION or cron EXPRESSION in ZONE.';

COMMENT ON COLUMN public.feed.full_text IS 'Whether article pages are fetched: auto, always or never.';

COMMENT ON COLUMN public.feed.tags IS 'The operator''s labels.';

COMMENT ON COLUMN public.feed.paused_at IS 'Set while the operator has paused it.';

COMMENT ON COLUMN public.feed.added_at IS 'When it was configured.';

COMMENT ON COLUMN public.feed.last_poll_at IS 'Begin of the last poll; null before the first.';

COMMENT ON COLUMN public.feed.last_outcome IS 'How the last poll ended: stored, unchanged, not_modified, or the class of the failure.';

COMMENT ON COLUMN public.feed.consecutive_failures IS 'Failed polls since the last good one.';

COMMENT ON COLUMN public.feed.due_at IS 'When it is due next; null while only an operator or the calendar makes it due.';

COMMENT ON COLUMN public.feed.due_reason IS 'Why then.';

COMMENT ON COLUMN public.feed.items_per_day IS 'Articles it brought first, a day, over the last 14 days; null when there were none.';

COMMENT ON COLUMN public.feed.freshness_p95 IS 'Seconds from publication to first sight that 95 % of its last 200 articles stay within; null where no date of theirs can tell. What was published before the feed was added does not count.';

COMMENT ON COLUMN public.feed.identity IS 'What its items are told apart by: guid, link, link_date, title_date or text; null before the first document.';

COMMENT ON COLUMN public.feed.identity_reason IS 'Why.';

COMMENT ON COLUMN public.feed.identity_at IS 'Since when.';

COMMENT ON COLUMN public.feed.quiet IS 'Hours in which it is left alone: 22:00-06:00 Europe/Berlin; null without.';

COMMENT ON COLUMN public.feed.freshness_p50 IS 'The same as freshness_p95 of half of them.';

COMMENT ON COLUMN public.feed.freshness_target IS 'Seconds within which 95 % are to be seen (feeds set --freshness); null without a target.';

COMMENT ON COLUMN public.feed.freshness_share IS 'Share of those with a usable date that were seen within the target; null without a target or a date.';

COMMENT ON COLUMN public.feed.freshness_known IS 'Share of its last 200 articles whose date can tell; the freshness of all others is unknown. Null before the first.';

CREATE TABLE public.feed_credential (
    feed_id bigint NOT NULL,
    origin text NOT NULL,
    names text NOT NULL,
    sealed bytea NOT NULL,
    set_at timestamp with time zone DEFAULT now() NOT NULL,
    reference text
);

COMMENT ON TABLE public.feed_credential IS 'Credentials and headers of feeds, sealed (AES-GCM) with a key that is not in the database. Not for readers.';

COMMENT ON COLUMN public.feed_credential.feed_id IS 'The feed.';

COMMENT ON COLUMN public.feed_credential.origin IS 'Scheme, host and port that they were given for; no other is shown them.';

COMMENT ON COLUMN public.feed_credential.names IS 'Names of the headers, for people.';

COMMENT ON COLUMN public.feed_credential.sealed IS 'Number of the key, nonce, tag and ciphertext.';

COMMENT ON COLUMN public.feed_credential.set_at IS 'When they were given.';

COMMENT ON COLUMN public.feed_credential.reference IS 'Where a declaring file says that they stand, as JSON; null for those that were set by hand.';

ALTER TABLE public.feed_definition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.feed_definition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.feed_url (
    id bigint NOT NULL,
    feed_id bigint NOT NULL,
    url text NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    reason text NOT NULL
);

COMMENT ON TABLE public.feed_url IS 'The addresses that feeds had, and have: each holds until the next of its feed.';

COMMENT ON COLUMN public.feed_url.id IS 'Never reused.';

COMMENT ON COLUMN public.feed_url.feed_id IS 'The feed.';

COMMENT ON COLUMN public.feed_url.url IS 'Where its document was requested from then on.';

COMMENT ON COLUMN public.feed_url.since IS 'From when on.';

COMMENT ON COLUMN public.feed_url.reason IS 'Who said so: added, operator or redirect.';

ALTER TABLE public.feed_url ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.feed_url_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.furniture (
    id bigint NOT NULL,
    site text NOT NULL,
    hash uuid NOT NULL,
    text text NOT NULL,
    pages integer NOT NULL,
    last_article_id bigint NOT NULL,
    last_at timestamp with time zone NOT NULL,
    kept_at timestamp with time zone
);

COMMENT ON TABLE public.furniture IS 'Paragraphs seen at the head or the tail of articles of one site; those of several pages are template text.';

COMMENT ON COLUMN public.furniture.id IS 'Never reused.';

COMMENT ON COLUMN public.furniture.site IS 'The site''s host.';

COMMENT ON COLUMN public.furniture.hash IS 'Hash of its letters and digits in lower case.';

COMMENT ON COLUMN public.furniture.text IS 'The paragraph.';

COMMENT ON COLUMN public.furniture.pages IS 'Articles it was seen in.';

COMMENT ON COLUMN public.furniture.last_article_id IS 'The article it was seen in last.';

COMMENT ON COLUMN public.furniture.last_at IS 'When it was seen last.';

COMMENT ON COLUMN public.furniture.kept_at IS 'When an operator said that it belongs to the articles.';

ALTER TABLE public.furniture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.furniture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.host (
    name text NOT NULL,
    next_at timestamp with time zone,
    paused_until timestamp with time zone
);

COMMENT ON TABLE public.host IS 'When the next poll may begin at a host, for all workers.';

COMMENT ON COLUMN public.host.name IS 'Host name; with a dot in front, every host under that domain.';

COMMENT ON COLUMN public.host.next_at IS 'Earliest begin of the next poll there; null when there is no pause between two.';

COMMENT ON COLUMN public.host.paused_until IS 'Until when it asked to be left alone (Retry-After).';

CREATE TABLE public.kept_apart (
    article_id bigint NOT NULL,
    other_id bigint NOT NULL,
    by text NOT NULL,
    at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.kept_apart IS 'Articles that an operator said are no copies of one another; each pair stands twice, once from each side.';

COMMENT ON COLUMN public.kept_apart.article_id IS 'One of the two.';

COMMENT ON COLUMN public.kept_apart.other_id IS 'The other.';

COMMENT ON COLUMN public.kept_apart.by IS 'Who said so.';

COMMENT ON COLUMN public.kept_apart.at IS 'When.';

CREATE TABLE public.likeness (
    article_id bigint NOT NULL,
    other_id bigint NOT NULL,
    kinship text NOT NULL,
    of_shorter real NOT NULL,
    of_longer real NOT NULL,
    shared integer NOT NULL,
    judged_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.likeness IS 'Why articles were said to be copies of one another, or to share words: the evidence behind article.copy_of.';

COMMENT ON COLUMN public.likeness.article_id IS 'The article that was judged.';

COMMENT ON COLUMN public.likeness.other_id IS 'One that it was held against.';

COMMENT ON COLUMN public.likeness.kinship IS 'equal, body (one body: wire copy, repost, update) and lead (one is the other''s beginning) are copies; quotes (one stands in the other) and related are not.';

COMMENT ON COLUMN public.likeness.of_shorter IS 'Share of the shorter text that stands in the longer one.';

COMMENT ON COLUMN public.likeness.of_longer IS 'Share of the longer text that stands in the shorter one.';

COMMENT ON COLUMN public.likeness.shared IS 'Runs of words that stand in both, about.';

COMMENT ON COLUMN public.likeness.judged_at IS 'When.';

CREATE TABLE public.operator (
    id integer NOT NULL,
    password text NOT NULL,
    changed_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.operator IS 'Who may sign in to the console. Not for readers.';

COMMENT ON COLUMN public.operator.id IS '1: there is one operator.';

COMMENT ON COLUMN public.operator.password IS 'The password''s hash (PBKDF2), with its salt and rounds.';

COMMENT ON COLUMN public.operator.changed_at IS 'When the password was set.';

CREATE TABLE public.operator_link (
    hash bytea NOT NULL,
    ends_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.operator_link IS 'Links under which the operator''s password may be set, once. Not for readers.';

COMMENT ON COLUMN public.operator_link.hash IS 'SHA-256 of the link''s secret.';

COMMENT ON COLUMN public.operator_link.ends_at IS 'Until when it is good.';

CREATE TABLE public.operator_session (
    id bigint NOT NULL,
    hash bytea NOT NULL,
    address text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.operator_session IS 'Browsers that are signed in to the console. Not for readers.';

COMMENT ON COLUMN public.operator_session.id IS 'Never reused.';

COMMENT ON COLUMN public.operator_session.hash IS 'SHA-256 of what the browser''s cookie holds.';

COMMENT ON COLUMN public.operator_session.address IS 'Where it signed in from.';

COMMENT ON COLUMN public.operator_session.started_at IS 'When it signed in.';

COMMENT ON COLUMN public.operator_session.seen_at IS 'When it last asked for something, to the minute.';

ALTER TABLE public.operator_session ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.operator_session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.page_canonical (
    article_id bigint NOT NULL,
    host text NOT NULL,
    url text NOT NULL,
    key uuid NOT NULL,
    owner_id bigint,
    at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.page_canonical IS 'Addresses that pages of articles call their own (rel=canonical), where they differ from the feed''s. A host on which three pages share one is not believed.';

COMMENT ON COLUMN public.page_canonical.article_id IS 'The article.';

COMMENT ON COLUMN public.page_canonical.host IS 'Host of the address.';

COMMENT ON COLUMN public.page_canonical.url IS 'The address in its comparison form.';

COMMENT ON COLUMN public.page_canonical.key IS 'Its key in article_key.';

COMMENT ON COLUMN public.page_canonical.owner_id IS 'Another article that owned the key when the page was read: perhaps the same article; null when nobody did.';

COMMENT ON COLUMN public.page_canonical.at IS 'When the page was read.';

CREATE TABLE public.page_due (
    article_id bigint NOT NULL,
    feed_id bigint NOT NULL,
    url text NOT NULL,
    item jsonb NOT NULL,
    document jsonb NOT NULL,
    due_at timestamp with time zone,
    lease_until timestamp with time zone,
    fence bigint NOT NULL,
    attempts integer NOT NULL,
    problem text
);

COMMENT ON TABLE public.page_due IS 'Articles whose page is still to be read, or was given up; until then the feed''s text stands.';

COMMENT ON COLUMN public.page_due.article_id IS 'The article.';

COMMENT ON COLUMN public.page_due.feed_id IS 'The feed that brought it.';

COMMENT ON COLUMN public.page_due.url IS 'The page.';

COMMENT ON COLUMN public.page_due.item IS 'The item as the feed stated it.';

COMMENT ON COLUMN public.page_due.document IS 'The feed''s document without its items.';

COMMENT ON COLUMN public.page_due.due_at IS 'When the page is asked for next; null when it was given up.';

COMMENT ON COLUMN public.page_due.lease_until IS 'Until when a worker has it.';

COMMENT ON COLUMN public.page_due.fence IS 'Number of the latest claim: a page is only taken in under it.';

COMMENT ON COLUMN public.page_due.attempts IS 'Failed attempts.';

COMMENT ON COLUMN public.page_due.problem IS 'Why the last attempt failed, in one line.';

CREATE TABLE public.page_rule (
    "position" integer NOT NULL,
    rule text NOT NULL
);

COMMENT ON TABLE public.page_rule IS 'What operators say about the pages of feeds and sites, as the last file declared it.';

COMMENT ON COLUMN public.page_rule."position" IS 'Place in the file, from 1.';

COMMENT ON COLUMN public.page_rule.rule IS 'The rule, as YAML.';

CREATE TABLE public.poll (
    id bigint NOT NULL,
    feed_id bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    count integer NOT NULL,
    outcome text NOT NULL,
    http_status integer,
    bytes_wire bigint NOT NULL,
    bytes_body bigint NOT NULL,
    elapsed_ms integer NOT NULL,
    items integer NOT NULL,
    new integer NOT NULL,
    revised integer NOT NULL,
    hops text[] NOT NULL,
    repairs integer NOT NULL,
    detail text
);

COMMENT ON TABLE public.poll IS 'Attempts to fetch a feed. Attempts that found nothing extend one row for up to an hour.';

COMMENT ON COLUMN public.poll.id IS 'Never reused.';

COMMENT ON COLUMN public.poll.feed_id IS 'The feed.';

COMMENT ON COLUMN public.poll.started_at IS 'Begin of the first attempt.';

COMMENT ON COLUMN public.poll.last_at IS 'Begin of the last attempt that this row counts.';

COMMENT ON COLUMN public.poll.count IS 'Attempts that this row counts.';

COMMENT ON COLUMN public.poll.outcome IS 'stored, unchanged, not_modified, or the class of the failure.';

COMMENT ON COLUMN public.poll.http_status IS 'Status of the last response; null when none came.';

COMMENT ON COLUMN public.poll.bytes_wire IS 'Body bytes on the wire, of the last attempt.';

COMMENT ON COLUMN public.poll.bytes_body IS 'Body bytes after decoding, of the last attempt.';

COMMENT ON COLUMN public.poll.elapsed_ms IS 'Milliseconds from request to verdict, of the last attempt.';

COMMENT ON COLUMN public.poll.items IS 'Items in the document.';

COMMENT ON COLUMN public.poll.new IS 'Articles that were new.';

COMMENT ON COLUMN public.poll.revised IS 'Articles whose content changed.';

COMMENT ON COLUMN public.poll.hops IS 'Addresses a redirect led through, in order.';

COMMENT ON COLUMN public.poll.repairs IS 'Repairs that reading made to the document.';

COMMENT ON COLUMN public.poll.detail IS 'What happened and what to do, in one line; null when all went well.';

ALTER TABLE public.poll ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.poll_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.protection_key (
    id bigint NOT NULL,
    xml text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.protection_key IS 'Keys that sign and seal what the console''s forms hand back; all workers share them. Not for readers.';

COMMENT ON COLUMN public.protection_key.id IS 'Never reused.';

COMMENT ON COLUMN public.protection_key.xml IS 'The key, as ASP.NET writes it.';

COMMENT ON COLUMN public.protection_key.made_at IS 'When it was made.';

ALTER TABLE public.protection_key ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.protection_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.quarantine (
    id bigint NOT NULL,
    feed_id bigint NOT NULL,
    key uuid NOT NULL,
    reason text NOT NULL,
    item jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    released_at timestamp with time zone
);

COMMENT ON TABLE public.quarantine IS 'Items kept out of the article table, with their reasons, until they are released.';

COMMENT ON COLUMN public.quarantine.id IS 'Never reused.';

COMMENT ON COLUMN public.quarantine.feed_id IS 'The feed that listed it.';

COMMENT ON COLUMN public.quarantine.key IS 'The item''s own key in its feed: each is kept once.';

COMMENT ON COLUMN public.quarantine.reason IS 'Why it was kept out, in one line.';

COMMENT ON COLUMN public.quarantine.item IS 'The item as the feed stated it.';

COMMENT ON COLUMN public.quarantine.at IS 'When it was kept out.';

COMMENT ON COLUMN public.quarantine.released_at IS 'When an operator released it into the article table; null while it is kept.';

ALTER TABLE public.quarantine ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quarantine_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sighting (
    id bigint NOT NULL,
    article_id bigint NOT NULL,
    feed_id bigint NOT NULL,
    guid text,
    url text,
    "position" integer NOT NULL,
    first_seen_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone
);

COMMENT ON TABLE public.sighting IS 'Which feeds list or listed which article. While gone_at is null, last seen is the feed''s last_poll_at.';

COMMENT ON COLUMN public.sighting.id IS 'Never reused.';

COMMENT ON COLUMN public.sighting.article_id IS 'The article.';

COMMENT ON COLUMN public.sighting.feed_id IS 'The feed that lists it.';

COMMENT ON COLUMN public.sighting.guid IS 'As this feed states it.';

COMMENT ON COLUMN public.sighting.url IS 'As this feed links it.';

COMMENT ON COLUMN public.sighting."position" IS 'Place in the document when first seen, from 1.';

COMMENT ON COLUMN public.sighting.first_seen_at IS 'First poll that listed it.';

COMMENT ON COLUMN public.sighting.gone_at IS 'First poll that no longer listed it; null while it is listed.';

ALTER TABLE public.sighting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sighting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.story (
    id bigint NOT NULL,
    headline text NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    article_count integer NOT NULL,
    language text NOT NULL,
    merged_into bigint
);

COMMENT ON TABLE public.story IS 'Articles about the same event, at least two. A label of articles, reversible.';

COMMENT ON COLUMN public.story.id IS 'Never reused.';

COMMENT ON COLUMN public.story.headline IS 'Headline of its first article.';

COMMENT ON COLUMN public.story.first_at IS 'When its first article was published, or seen where nobody says.';

COMMENT ON COLUMN public.story.last_at IS 'When its latest article was published, or seen where nobody says.';

COMMENT ON COLUMN public.story.article_count IS 'Articles that have its id; 0 when it was merged into another.';

COMMENT ON COLUMN public.story.language IS 'Primary language subtag (BCP 47) of its articles; und when nobody says.';

COMMENT ON COLUMN public.story.merged_into IS 'The story that took its articles; null while it stands.';

CREATE SEQUENCE public.story_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.story_log (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    story_id bigint NOT NULL,
    other_id bigint NOT NULL,
    likeness real NOT NULL
);

COMMENT ON TABLE public.story_log IS 'Stories that were merged or split, with the reason.';

COMMENT ON COLUMN public.story_log.id IS 'Never reused.';

COMMENT ON COLUMN public.story_log.at IS 'When.';

COMMENT ON COLUMN public.story_log.kind IS 'merged or split.';

COMMENT ON COLUMN public.story_log.story_id IS 'The story that stayed.';

COMMENT ON COLUMN public.story_log.other_id IS 'The story that was merged into it, or that was split off.';

COMMENT ON COLUMN public.story_log.likeness IS 'How alike the two were, 0 to 1.';

ALTER TABLE public.story_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.story_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.story_report (
    article_id bigint NOT NULL,
    thread_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    headline text NOT NULL,
    likeness real,
    terms integer[] NOT NULL,
    weights real[] NOT NULL
);

COMMENT ON TABLE public.story_report IS 'Articles that were put into a thread, with what they speak of. Kept for a while.';

COMMENT ON COLUMN public.story_report.article_id IS 'The article.';

COMMENT ON COLUMN public.story_report.thread_id IS 'Its thread.';

COMMENT ON COLUMN public.story_report.at IS 'When it was published, but never later than it was seen.';

COMMENT ON COLUMN public.story_report.headline IS 'Its headline then.';

COMMENT ON COLUMN public.story_report.likeness IS 'To its thread when it joined, 0 to 1; null where the thread begins with it.';

COMMENT ON COLUMN public.story_report.terms IS 'Hashes of what it speaks of, heaviest first.';

COMMENT ON COLUMN public.story_report.weights IS 'Weight of each term.';

CREATE TABLE public.story_term (
    term integer NOT NULL,
    thread_id bigint NOT NULL
);

COMMENT ON TABLE public.story_term IS 'The heaviest terms of each thread: threads are found by them.';

COMMENT ON COLUMN public.story_term.term IS 'Hash of the term.';

COMMENT ON COLUMN public.story_term.thread_id IS 'The thread.';

CREATE TABLE public.story_thread (
    id bigint DEFAULT nextval('public.story_id_seq'::regclass) NOT NULL,
    language text NOT NULL,
    headline text NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    reports integer NOT NULL,
    terms integer[] NOT NULL,
    weights real[] NOT NULL
);

COMMENT ON TABLE public.story_thread IS 'Events that reports may still come of, also those with one report so far. Kept for a while; the story of a thread has its id.';

COMMENT ON COLUMN public.story_thread.id IS 'Never reused; also the story''s.';

COMMENT ON COLUMN public.story_thread.language IS 'Primary language subtag; und when nobody says.';

COMMENT ON COLUMN public.story_thread.headline IS 'Headline of the first report.';

COMMENT ON COLUMN public.story_thread.first_at IS 'Time of the first report.';

COMMENT ON COLUMN public.story_thread.last_at IS 'Time of the latest report.';

COMMENT ON COLUMN public.story_thread.reports IS 'How many reports it has.';

COMMENT ON COLUMN public.story_thread.terms IS 'Hashes of what its reports speak of, heaviest first.';

COMMENT ON COLUMN public.story_thread.weights IS 'Weight of each term.';

CREATE TABLE public.story_word (
    term integer NOT NULL,
    documents real NOT NULL,
    at timestamp with time zone NOT NULL
);

COMMENT ON TABLE public.story_word IS 'How many recent reports have a term; older ones count less and less.';

COMMENT ON COLUMN public.story_word.term IS 'Hash of the term.';

COMMENT ON COLUMN public.story_word.documents IS 'Reports that had it, as of at.';

COMMENT ON COLUMN public.story_word.at IS 'When it was counted last.';

CREATE TABLE public.url_parameter (
    host text NOT NULL,
    name text NOT NULL,
    same integer NOT NULL,
    other integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    kept_at timestamp with time zone
);

COMMENT ON TABLE public.url_parameter IS 'Query parameters in which alone two addresses of a host differ. Those that never lead to another article are left out of comparison keys.';

COMMENT ON COLUMN public.url_parameter.host IS 'Host, without www.';

COMMENT ON COLUMN public.url_parameter.name IS 'Name of the parameter.';

COMMENT ON COLUMN public.url_parameter.same IS 'Pairs of addresses that lead to one article.';

COMMENT ON COLUMN public.url_parameter.other IS 'Pairs that lead to two; with one it is kept for good.';

COMMENT ON COLUMN public.url_parameter.last_at IS 'When it was seen last.';

COMMENT ON COLUMN public.url_parameter.kept_at IS 'When an operator said that it names pages; null while what was seen decides.';

CREATE TABLE public.webhook (
    id bigint NOT NULL,
    url text NOT NULL,
    sealed bytea NOT NULL,
    kinds text[] NOT NULL,
    feeds bigint[] NOT NULL,
    languages text[] NOT NULL,
    tags text[] NOT NULL,
    article boolean NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    stopped_at timestamp with time zone,
    lease_until timestamp with time zone,
    fence bigint DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_try_at timestamp with time zone DEFAULT now() NOT NULL,
    delivered_at timestamp with time zone,
    delivered bigint DEFAULT 0 NOT NULL,
    problem text
);

COMMENT ON TABLE public.webhook IS 'Addresses that are told of changes. Each is a consumer, named webhook:ID, whose cursor moves when a change was delivered or given up. Not for readers.';

COMMENT ON COLUMN public.webhook.id IS 'Never reused.';

COMMENT ON COLUMN public.webhook.url IS 'Where changes are posted.';

COMMENT ON COLUMN public.webhook.sealed IS 'Key of the signatures: number of the sealing key, nonce, tag and ciphertext (AES-GCM).';

COMMENT ON COLUMN public.webhook.kinds IS 'Kinds of change that it wants; empty for all.';

COMMENT ON COLUMN public.webhook.feeds IS 'Feeds of which one must list the article; empty for all.';

COMMENT ON COLUMN public.webhook.languages IS 'Languages of which one must be the article''s; empty for all.';

COMMENT ON COLUMN public.webhook.tags IS 'Operator''s labels of which a feed that lists the article must have one; empty for all.';

COMMENT ON COLUMN public.webhook.article IS 'Whether the article goes with the change.';

COMMENT ON COLUMN public.webhook.added_at IS 'When it was added.';

COMMENT ON COLUMN public.webhook.stopped_at IS 'Set when the receiver said that it is gone (410), until an operator tries it again.';

COMMENT ON COLUMN public.webhook.lease_until IS 'Until when a worker has it.';

COMMENT ON COLUMN public.webhook.fence IS 'Number of the latest claim: progress is only saved under it.';

COMMENT ON COLUMN public.webhook.attempts IS 'Failed tries of the change that is next.';

COMMENT ON COLUMN public.webhook.next_try_at IS 'When it is tried next.';

COMMENT ON COLUMN public.webhook.delivered_at IS 'When it last took a change or an event; null before.';

COMMENT ON COLUMN public.webhook.delivered IS 'Changes and events that it took.';

COMMENT ON COLUMN public.webhook.problem IS 'What went wrong last, in one line; null when the last try went well.';

CREATE TABLE public.webhook_dead_letter (
    id bigint NOT NULL,
    webhook_id bigint NOT NULL,
    cursor text NOT NULL,
    change jsonb NOT NULL,
    attempts integer NOT NULL,
    problem text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

COMMENT ON TABLE public.webhook_dead_letter IS 'Changes that a webhook did not take after all tries, until an operator sends them again. Not for readers.';

COMMENT ON COLUMN public.webhook_dead_letter.id IS 'Never reused.';

COMMENT ON COLUMN public.webhook_dead_letter.webhook_id IS 'The webhook.';

COMMENT ON COLUMN public.webhook_dead_letter.cursor IS 'The change''s place in the log.';

COMMENT ON COLUMN public.webhook_dead_letter.change IS 'The change, as the log had it.';

COMMENT ON COLUMN public.webhook_dead_letter.attempts IS 'Tries.';

COMMENT ON COLUMN public.webhook_dead_letter.problem IS 'Why the last one failed, in one line.';

COMMENT ON COLUMN public.webhook_dead_letter.at IS 'When it was given up, or last tried again.';

ALTER TABLE public.webhook_dead_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhook_dead_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.webhook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.websub_subscription (
    feed_id bigint NOT NULL,
    hub text NOT NULL,
    topic text NOT NULL,
    token text NOT NULL,
    secret text NOT NULL,
    state text NOT NULL,
    lease_until timestamp with time zone,
    verified_at timestamp with time zone,
    last_push_at timestamp with time zone,
    missed integer NOT NULL,
    asked integer NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    detail text
);

COMMENT ON TABLE public.websub_subscription IS 'Hubs that are to tell of feeds'' news (W3C WebSub).';

COMMENT ON COLUMN public.websub_subscription.feed_id IS 'The feed; it has one subscription at most.';

COMMENT ON COLUMN public.websub_subscription.hub IS 'The hub as the feed names it.';

COMMENT ON COLUMN public.websub_subscription.topic IS 'The address that the feed calls its own: what the hub knows it by.';

COMMENT ON COLUMN public.websub_subscription.token IS 'Last part of the callback''s address, which only the hub is told.';

COMMENT ON COLUMN public.websub_subscription.secret IS 'Key of the hub''s signatures, which only the hub is told.';

COMMENT ON COLUMN public.websub_subscription.state IS 'wanted, asked, active, denied or ignored.';

COMMENT ON COLUMN public.websub_subscription.lease_until IS 'When the hub stops telling unless it is asked again; null before it agreed.';

COMMENT ON COLUMN public.websub_subscription.verified_at IS 'Since when the hub has been telling; null before it agreed.';

COMMENT ON COLUMN public.websub_subscription.last_push_at IS 'When it last told.';

COMMENT ON COLUMN public.websub_subscription.missed IS 'Polls in a row that found news which it had not told.';

COMMENT ON COLUMN public.websub_subscription.asked IS 'How often it was asked since it last agreed.';

COMMENT ON COLUMN public.websub_subscription.next_try_at IS 'When it is asked next.';

COMMENT ON COLUMN public.websub_subscription.detail IS 'What went wrong last, in one line; null when nothing did.';

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.article_key
    ADD CONSTRAINT article_key_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.article_merge
    ADD CONSTRAINT article_merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.article
    ADD CONSTRAINT article_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.article_revision
    ADD CONSTRAINT article_revision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.article_search
    ADD CONSTRAINT article_search_pkey PRIMARY KEY (article_id);

ALTER TABLE ONLY public.change_commit
    ADD CONSTRAINT change_commit_pkey PRIMARY KEY (place);

ALTER TABLE ONLY public.change_log
    ADD CONSTRAINT change_log_pkey PRIMARY KEY (one);

ALTER TABLE ONLY public.change
    ADD CONSTRAINT change_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY public.consumer
    ADD CONSTRAINT consumer_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.copy_generation
    ADD CONSTRAINT copy_generation_pkey PRIMARY KEY (generation);

ALTER TABLE ONLY public.copy_key_whole
    ADD CONSTRAINT copy_key_whole_pkey PRIMARY KEY (generation);

ALTER TABLE ONLY public.copy_sketch_0
    ADD CONSTRAINT copy_sketch_0_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.copy_sketch_1
    ADD CONSTRAINT copy_sketch_1_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.copy_text
    ADD CONSTRAINT copy_text_pkey PRIMARY KEY (fingerprint);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feed_credential
    ADD CONSTRAINT feed_credential_pkey PRIMARY KEY (feed_id);

ALTER TABLE ONLY public.feed_definition
    ADD CONSTRAINT feed_definition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feed_memory
    ADD CONSTRAINT feed_memory_pkey PRIMARY KEY (feed_id);

ALTER TABLE ONLY public.feed_schedule
    ADD CONSTRAINT feed_schedule_pkey PRIMARY KEY (feed_id);

ALTER TABLE ONLY public.feed_url
    ADD CONSTRAINT feed_url_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.furniture
    ADD CONSTRAINT furniture_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.host
    ADD CONSTRAINT host_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.kept_apart
    ADD CONSTRAINT kept_apart_pkey PRIMARY KEY (article_id, other_id);

ALTER TABLE ONLY public.likeness
    ADD CONSTRAINT likeness_pkey PRIMARY KEY (article_id, other_id);

ALTER TABLE ONLY public.operator_link
    ADD CONSTRAINT operator_link_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.operator
    ADD CONSTRAINT operator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.operator_session
    ADD CONSTRAINT operator_session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.page_canonical
    ADD CONSTRAINT page_canonical_pkey PRIMARY KEY (article_id);

ALTER TABLE ONLY public.page_due
    ADD CONSTRAINT page_due_pkey PRIMARY KEY (article_id);

ALTER TABLE ONLY public.page_rule
    ADD CONSTRAINT page_rule_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY public.poll
    ADD CONSTRAINT poll_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.protection_key
    ADD CONSTRAINT protection_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.quarantine
    ADD CONSTRAINT quarantine_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sighting
    ADD CONSTRAINT sighting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.story_log
    ADD CONSTRAINT story_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.story
    ADD CONSTRAINT story_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.story_report
    ADD CONSTRAINT story_report_pkey PRIMARY KEY (article_id);

ALTER TABLE ONLY public.story_term
    ADD CONSTRAINT story_term_pkey PRIMARY KEY (term, thread_id);

ALTER TABLE ONLY public.story_thread
    ADD CONSTRAINT story_thread_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.story_word
    ADD CONSTRAINT story_word_pkey PRIMARY KEY (term);

ALTER TABLE ONLY public.url_parameter
    ADD CONSTRAINT url_parameter_pkey PRIMARY KEY (host, name);

ALTER TABLE ONLY public.webhook_dead_letter
    ADD CONSTRAINT webhook_dead_letter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.webhook
    ADD CONSTRAINT webhook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.websub_subscription
    ADD CONSTRAINT websub_subscription_pkey PRIMARY KEY (feed_id);

CREATE UNIQUE INDEX api_key_hash ON public.api_key USING btree (hash);

CREATE UNIQUE INDEX api_key_name ON public.api_key USING btree (name) WHERE (revoked_at IS NULL);

CREATE INDEX article_canonical_url ON public.article USING hash (canonical_url);

CREATE INDEX article_copy_of ON public.article USING btree (copy_of) WHERE (copy_of IS NOT NULL);

CREATE INDEX article_feed_id ON public.article USING btree (feed_id, first_seen_at DESC, id DESC) INCLUDE (published_at, published_precision);

CREATE INDEX article_first_seen_at ON public.article USING btree (first_seen_at DESC, id DESC) INCLUDE (feed_id, published_at, published_precision);

CREATE INDEX article_key_article_id ON public.article_key USING btree (article_id);

CREATE INDEX article_language ON public.article USING btree (split_part(language, '-'::text, 1), first_seen_at DESC, id DESC);

CREATE INDEX article_merge_article_id ON public.article_merge USING btree (article_id);

CREATE INDEX article_merge_into_id ON public.article_merge USING btree (into_id);

CREATE UNIQUE INDEX article_revision_article_id ON public.article_revision USING btree (article_id, revision);

CREATE INDEX article_search_config ON public.article_search USING btree (config);

CREATE INDEX article_search_vector ON public.article_search USING gin (vector);

CREATE INDEX article_story_id ON public.article USING btree (story_id) WHERE (story_id IS NOT NULL);

CREATE INDEX change_article_id ON public.change USING btree (article_id);

CREATE INDEX change_batch_seq_key ON public.change USING btree (batch, seq);

CREATE UNIQUE INDEX change_commit_batch ON public.change_commit USING btree (batch);

CREATE INDEX copy_key_0_key ON public.copy_key_0 USING hash (key);

CREATE INDEX copy_key_1_key ON public.copy_key_1 USING hash (key);

CREATE INDEX document_article_id ON public.document USING btree (article_id) WHERE (article_id IS NOT NULL);

CREATE UNIQUE INDEX document_hash ON public.document USING btree (feed_id, hash);

CREATE INDEX document_last_used_at ON public.document USING btree (last_used_at, feed_id, id);

CREATE UNIQUE INDEX event_open ON public.event USING btree (feed_id, kind) WHERE (closed_at IS NULL);

CREATE UNIQUE INDEX event_open_webhook ON public.event USING btree (webhook_id, kind) WHERE ((closed_at IS NULL) AND (webhook_id IS NOT NULL));

CREATE INDEX event_opened_at ON public.event USING btree (opened_at);

CREATE INDEX event_untold ON public.event USING btree (id) WHERE ((told = 0) OR ((told = 1) AND (closed_at IS NOT NULL)));

CREATE UNIQUE INDEX feed_definition_name ON public.feed_definition USING btree (name) WHERE (removed_at IS NULL);

CREATE UNIQUE INDEX feed_definition_url ON public.feed_definition USING btree (url);

CREATE INDEX feed_schedule_deaths ON public.feed_schedule USING btree (deaths) WHERE (deaths > 0);

CREATE INDEX feed_schedule_due_at ON public.feed_schedule USING btree (due_at);

CREATE INDEX feed_schedule_lease_until ON public.feed_schedule USING btree (lease_until) WHERE (lease_until IS NOT NULL);

CREATE INDEX feed_url_feed_id ON public.feed_url USING btree (feed_id, id);

CREATE UNIQUE INDEX furniture_site_hash ON public.furniture USING btree (site, hash);

CREATE INDEX likeness_other_id ON public.likeness USING btree (other_id);

CREATE UNIQUE INDEX operator_session_hash ON public.operator_session USING btree (hash);

CREATE INDEX page_canonical_host_key ON public.page_canonical USING btree (host, key);

CREATE INDEX page_due_due_at ON public.page_due USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX poll_feed_id ON public.poll USING btree (feed_id, last_at DESC);

CREATE INDEX poll_last_at ON public.poll USING btree (last_at);

CREATE INDEX quarantine_feed_id ON public.quarantine USING btree (feed_id) WHERE (released_at IS NULL);

CREATE UNIQUE INDEX quarantine_key ON public.quarantine USING btree (key);

CREATE INDEX sighting_article_id ON public.sighting USING btree (article_id);

CREATE UNIQUE INDEX sighting_feed_id ON public.sighting USING btree (feed_id, article_id);

CREATE INDEX story_last_at ON public.story USING btree (last_at DESC, id DESC);

CREATE INDEX story_log_story_id ON public.story_log USING btree (story_id);

CREATE INDEX story_report_at ON public.story_report USING btree (at);

CREATE INDEX story_report_thread_id ON public.story_report USING btree (thread_id);

CREATE INDEX story_term_thread_id ON public.story_term USING btree (thread_id);

CREATE INDEX story_thread_last_at ON public.story_thread USING btree (last_at);

CREATE INDEX story_word_at ON public.story_word USING btree (at);

CREATE INDEX webhook_dead_letter_webhook_id ON public.webhook_dead_letter USING btree (webhook_id, id);

CREATE INDEX websub_subscription_next_try_at ON public.websub_subscription USING btree (next_try_at);

CREATE UNIQUE INDEX websub_subscription_token ON public.websub_subscription USING btree (token);

CREATE CONSTRAINT TRIGGER change_place AFTER INSERT ON public.change DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.place_changes();

ALTER TABLE ONLY public.article_key
    ADD CONSTRAINT article_key_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.article(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.article_revision
    ADD CONSTRAINT article_revision_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.article(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.article_search
    ADD CONSTRAINT article_search_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.article(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.feed_credential
    ADD CONSTRAINT feed_credential_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed_definition(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.feed_memory
    ADD CONSTRAINT feed_memory_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed_definition(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.feed_schedule
    ADD CONSTRAINT feed_schedule_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed_definition(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.page_canonical
    ADD CONSTRAINT page_canonical_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.article(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sighting
    ADD CONSTRAINT sighting_article_id_fkey FOREIGN KEY (article_id) REFERENCES public.article(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.story_term
    ADD CONSTRAINT story_term_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES public.story_thread(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.webhook_dead_letter
    ADD CONSTRAINT webhook_dead_letter_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES public.webhook(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.websub_subscription
    ADD CONSTRAINT websub_subscription_feed_id_fkey FOREIGN KEY (feed_id) REFERENCES public.feed_definition(id) ON DELETE CASCADE;
