import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The record itself: events, commands with their answers, and what was refused. */
export class Events1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event (
        position       bigint GENERATED ALWAYS AS IDENTITY,
        stream_id      text NOT NULL,
        version        integer NOT NULL CHECK (version > 0),
        case_id        text NOT NULL,
        type           text NOT NULL,
        schema_version integer NOT NULL,
        subject_id     text,
        body           bytea NOT NULL,
        data           jsonb NOT NULL,
        actor          text NOT NULL,
        recorder       text NOT NULL,
        command_id     uuid NOT NULL,
        ordinal        integer NOT NULL,
        occurred_at    timestamptz(3) NOT NULL,
        recorded_at    timestamptz(3) NOT NULL,
        prev_hash      bytea NOT NULL,
        hash           bytea NOT NULL,
        UNIQUE (stream_id, version)
      );

      CREATE TABLE command (
        id           uuid PRIMARY KEY,
        actor        text NOT NULL,
        route        text NOT NULL,
        payload_hash bytea NOT NULL,
        answer       jsonb NOT NULL,
        at           timestamptz(3) NOT NULL
      );

      CREATE TABLE rejected_command (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        command_id uuid NOT NULL,
        actor      text NOT NULL,
        route      text NOT NULL,
        case_id    text NOT NULL,
        code       text NOT NULL,
        details    jsonb NOT NULL,
        at         timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% on % refused: what is recorded is never changed', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501';
      END $$;
    `);
    for (const table of APPEND_ONLY) {
      // ALWAYS: also when a session calls itself a replica.
      await runner.query(`
        CREATE TRIGGER ${table}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_is_append_only;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rejected_command, command, event; DROP FUNCTION refuse_change()');
  }
}

const APPEND_ONLY = ['event', 'command', 'rejected_command'];
