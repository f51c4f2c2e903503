import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signed checkpoints as they were made; the heads they cover lie in files outside the database. */
export class Checkpoints1764000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE checkpoint (
        number     integer PRIMARY KEY CHECK (number > 0),
        at         timestamptz(3) NOT NULL,
        occasion   text NOT NULL,
        signed     text NOT NULL,
        public_key text NOT NULL,
        signature  text NOT NULL
      );
      CREATE TRIGGER checkpoint_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_append_only;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE checkpoint');
  }
}
