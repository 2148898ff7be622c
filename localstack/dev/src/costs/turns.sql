-- How much room questions and pages take. Run it with psql in an empty database that all migrations were applied to:
--
--     for file in migrations/*.sql; do psql -q -1 -v ON_ERROR_STOP=1 -f "$file" DATABASE || break; done
--     psql -q -f localstack/dev/src/costs/turns.sql DATABASE
--
-- It makes up 20,000 answered questions in conversations of four, and 2,000 pages in 6,000 chunks, of the sizes that are named in it,
-- and prints what each table takes of one, with its indexes and what is stored out of line, as rows.yaml has it.
\set ON_ERROR_STOP on
SELECT setseed(0.5);

-- made-up words of three to nine letters; common ones come often, as in a language
CREATE FUNCTION pg_temp.text_of(length integer, salt integer) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(substr(md5(word::text), 1, 3 + word % 7), ' ')
    FROM (
        SELECT floor(5000 * power((hashint4(place * 7919 + $2) & 65535) / 65536::float8, 3))::integer AS word
        FROM generate_series(1, $1) AS place
    ) AS drawn
$$;

-- 48 bits of time and 74 of chance, as ids have them
CREATE FUNCTION pg_temp.id_at(moment bigint) RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT (lpad(to_hex(1790000000000 + moment), 12, '0') || '7' || substr(md5(random()::text), 1, 19))::uuid
$$;

CREATE FUNCTION pg_temp.sha() RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT encode(sha256(random()::text::bytea), 'hex')
$$;

CREATE FUNCTION pg_temp.bytes(blocks integer, salt text) RETURNS bytea LANGUAGE sql AS $$
    SELECT string_agg(sha256((salt || place)::bytea), ''::bytea) FROM generate_series(1, blocks) AS place
$$;

INSERT INTO users (id, email, name, password_hash, created_at, updated_at)
SELECT pg_temp.id_at(number), 'person' || number || '@example.com', 'Person ' || number, repeat('x', 97), now(), now()
FROM generate_series(1, 200) AS number;

CREATE TEMPORARY TABLE people AS SELECT id, row_number() OVER () AS number FROM users;

-- questions
CREATE TEMPORARY TABLE turns AS
SELECT
    number, pg_temp.id_at(number * 1000) AS question, pg_temp.id_at(number * 1000 + 9) AS answer,
    timestamptz '2026-11-01 00:00Z' + number * interval '1 second' AS at,
    pg_temp.text_of(12, number) AS asked, pg_temp.text_of(45, number + 1000000) AS answered
FROM generate_series(0, 19999) AS number;

CREATE TEMPORARY TABLE conversations AS
SELECT number / 4 AS number, pg_temp.id_at(number * 1000) AS id, asked, at FROM turns WHERE number % 4 = 0;

DO $$
DECLARE
    one record;
BEGIN
    -- one after another, as they come
    FOR one IN
        SELECT turns.*, conversations.id AS conversation, people.id AS person
        FROM turns
        JOIN conversations ON conversations.number = turns.number / 4
        JOIN people ON people.number = 1 + turns.number / 4 % 200
        ORDER BY turns.number
    LOOP
        IF one.number % 4 = 0 THEN
            INSERT INTO chat_sessions (id, user_id, title, mode, created_at)
            VALUES (one.conversation, one.person, left(one.asked, 60), 'strategy_qa', one.at);
        END IF;
        INSERT INTO chat_messages (id, session_id, role, content, created_at)
        VALUES (one.question, one.conversation, 'user', one.asked, one.at);
        INSERT INTO chat_messages (
            id, session_id, role, content, sources, created_at, question_id, mode, support, grounding, model
        )
        VALUES (
            one.answer, one.conversation, 'assistant', one.answered, ARRAY['UETCL - strategic_plan.pdf'], one.at, one.question,
            'strategy_qa', 'full', 1, 'extractive'
        );
        INSERT INTO citations (
            id, message_id, ordinal, document_id, version, document_name, document_sha256, page, chunk_id, quote, start_offset,
            end_offset, match, score, created_at
        )
        SELECT
            pg_temp.id_at(one.number * 1000 + place), one.answer, place, gen_random_uuid(), 1, 'strategic_plan.pdf',
            pg_temp.sha(), 2, gen_random_uuid(), pg_temp.text_of(25, one.number * 3 + place), 294, 396, 'exact', 0.9, one.at
        FROM generate_series(1, 2) AS place;
        INSERT INTO answer_records (message_id, protected_header, payload, signature)
        SELECT
            one.answer, repeat('h', 120),
            json_build_object(
                'version', 1, 'answer_id', one.answer, 'session_id', one.conversation, 'user_id', one.person,
                'question', one.asked, 'output', one.answered,
                'chunks', (
                    SELECT json_agg(json_build_object(
                        'chunk_id', gen_random_uuid(), 'document_id', documents.id, 'document_name', 'strategic_plan.pdf',
                        'version', 1, 'document_sha256', documents.sum, 'page', place, 'semantic_rank', place,
                        'keyword_rank', 49 - place, 'rrf_score', random(), 'fused_rank', place, 'reranker_rank', NULL, 'reranker_score', NULL,
                        'evidence_rank', place, 'prompted', false
                    ))
                    FROM generate_series(1, 48) AS place
                    -- the passages are of a dozen documents
                    JOIN (
                        SELECT number, gen_random_uuid() AS id, pg_temp.sha() AS sum FROM generate_series(0, 11) AS number
                    ) AS documents ON documents.number = place % 12
                )
            )::text,
            repeat('s', 86);
        INSERT INTO model_calls (
            id, provider, model, task, user_id, answer_id, state, outcome, asked_tokens, asked_cost, counted_tokens, counted_cost,
            input_tokens, output_tokens, duration_ms, reserved_at, expires_at, settled_at
        )
        VALUES (
            pg_temp.id_at(one.number * 1000 + 5), 'anthropic', 'claude-sonnet-4-5', 'strategy_qa', one.person, one.answer,
            'settled', 'completed', 7200, 21600000, 7550, 26850000, 7200, 350, 6600, one.at, one.at, one.at
        );
    END LOOP;
END
$$;

-- pages: a document of 40 and a range each, three chunks a page with 13 units
INSERT INTO documents (id, owner_id, access, name, created_at, updated_at)
SELECT pg_temp.id_at(place), people.id, 'everyone', 'document ' || place, now(), now()
FROM generate_series(0, 49) AS place
JOIN people ON people.number = 1;

CREATE TEMPORARY TABLE books AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM documents;

INSERT INTO document_versions (document_id, version, object_key, declared_size, status, created_at, updated_at, upload_expires_at)
SELECT id, 1, 'docs/' || id || '/1.pdf', 1, 'ready', now(), now(), now() FROM books;
INSERT INTO document_ranges (document_id, version, first_page, last_page, done_at)
SELECT id, 1, 1, 40, now() FROM books;
INSERT INTO document_pages (document_id, version, page, text, has_text, word_boxes)
SELECT books.id, 1, page, pg_temp.text_of(350, page + 40 * books.number::integer), true, pg_temp.bytes(44, books.id::text || page)
FROM books CROSS JOIN generate_series(1, 40) AS page;
INSERT INTO document_chunks (
    id, document_id, version, page, ordinal, start_offset, end_offset, text, unit_vectors, unit_vectors_model
)
SELECT
    gen_random_uuid(), books.id, 1, page, ordinal, 0, 0, pg_temp.text_of(130, ordinal + 3 * page + 120 * books.number::integer),
    pg_temp.bytes(13 * 392 / 32, books.id::text || page || ordinal), 'all-MiniLM-L6-v2'
FROM books CROSS JOIN generate_series(1, 40) AS page CROSS JOIN generate_series(0, 2) AS ordinal;
INSERT INTO document_words (lexeme, document_id, version, first_page, chunks)
SELECT lexeme, document_id, version, 1, count(*)
FROM document_chunks CROSS JOIN LATERAL unnest(fts_vector)
GROUP BY lexeme, document_id, version;
-- a made-up chunk has as many different words as a real one has terms, of words and phrases
INSERT INTO document_chunk_terms (chunk_id, document_id, version, terms, weights)
SELECT id, document_id, version, terms, array_fill(1.5::real, ARRAY[cardinality(terms)])
FROM document_chunks CROSS JOIN LATERAL (
    SELECT array_agg(hashtext(lexeme) ORDER BY hashtext(lexeme)) AS terms FROM unnest(fts_vector)
) AS held;

VACUUM ANALYZE;

\pset tuples_only on
\pset format unaligned
SELECT format('%s: { rows: %s, bytes: %s }', tables.name, round(counted.rows::numeric / 20000, 2), pg_total_relation_size(tables.name::regclass) / 20000)
FROM (VALUES ('chat_sessions'), ('chat_messages'), ('citations'), ('answer_records'), ('model_calls')) AS tables (name)
CROSS JOIN LATERAL (SELECT reltuples AS rows FROM pg_class WHERE oid = tables.name::regclass) AS counted;
SELECT format('%s: { rows: %s, bytes: %s }', tables.name, round(counted.rows::numeric / 2000, 2), pg_total_relation_size(tables.name::regclass) / 2000)
FROM (VALUES ('document_pages'), ('document_chunks'), ('document_words'), ('document_chunk_terms')) AS tables (name)
CROSS JOIN LATERAL (SELECT reltuples AS rows FROM pg_class WHERE oid = tables.name::regclass) AS counted;
SELECT format('payload: { rows: 1, bytes: %s }', round(avg(octet_length(payload)))) FROM answer_records;
