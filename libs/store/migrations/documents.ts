import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ciphertext of documents; their keys live outside the database. */
export class Documents1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE document (
        id         uuid PRIMARY KEY,
        subject_id text NOT NULL,
        media_type text NOT NULL,
        secrecy    text NOT NULL,
        key_id     uuid NOT NULL,
        salt       bytea NOT NULL,
        digest     bytea NOT NULL,
        nonce      bytea NOT NULL,
        tag        bytea NOT NULL,
        ciphertext bytea NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX document_of_subject ON document (subject_id);
      -- Ciphertext does not compress.
      ALTER TABLE document ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
      CREATE TRIGGER document_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      ALTER TABLE document ENABLE ALWAYS TRIGGER document_is_append_only;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE document');
  }
}
