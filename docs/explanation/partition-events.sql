-- Cuts the table of events into sixteen by hash of the stream, so that each part and its index stay small, can lie on
-- a disk of its own and is vacuumed by itself. PostgreSQL 17 or later (identity on a partitioned table).
-- As the owner, with api and worker stopped; then `kiemdiem migrate`, which sets privileges and policies anew.
--
-- What it rests on: the one unique key (stream_id, version) holds the partition key; no foreign key refers to an event;
-- every command reads and appends by stream_id, so that it touches one part per stream; audit, rebuild and export read
-- in the order of the key, which a merge over the parts gives.
BEGIN;
LOCK TABLE event IN ACCESS EXCLUSIVE MODE;
ALTER TABLE event RENAME TO event_whole;
ALTER TABLE event_whole RENAME CONSTRAINT event_stream_id_version_key TO event_whole_key;

CREATE TABLE event (
  LIKE event_whole INCLUDING CONSTRAINTS INCLUDING IDENTITY INCLUDING STORAGE,
  CONSTRAINT event_stream_id_version_key UNIQUE (stream_id, version)
) PARTITION BY HASH (stream_id);

DO $$
DECLARE
  part text;
BEGIN
  FOR number IN 0..15 LOOP
    part := 'event_' || lpad(number::text, 2, '0');
    EXECUTE format('CREATE TABLE %I PARTITION OF event FOR VALUES WITH (MODULUS 16, REMAINDER %s)', part, number);
    -- A part can be named by itself: then neither trigger nor policy of the whole is asked.
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', part || '_is_append_only', part);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', part, part || '_is_append_only');
  END LOOP;
END $$;
CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE event ENABLE ALWAYS TRIGGER event_is_append_only;

INSERT INTO event OVERRIDING SYSTEM VALUE SELECT * FROM event_whole;
SELECT setval(pg_get_serial_sequence('event', 'position'), coalesce(max(position), 0) + 1, false) FROM event;
DROP TABLE event_whole;
COMMIT;
