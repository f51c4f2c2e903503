import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may log in. Tokens are kept as SHA-256 only; rights come from posts, never from here. */
export class Accounts1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        person     uuid PRIMARY KEY REFERENCES person,
        admin      boolean NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );

      CREATE TABLE token (
        sha256     bytea PRIMARY KEY,
        person     uuid NOT NULL REFERENCES account,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz(3) NOT NULL,
        revoked_at timestamptz(3)
      );
      CREATE INDEX token_of_person ON token (person);

      CREATE TABLE first_admin_token (
        sha256     bytea PRIMARY KEY,
        created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );

      -- What auditors and administrators read of personal files: who, what, when; never its content.
      CREATE TABLE personal_reading (
        id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person uuid NOT NULL REFERENCES person,
        what   text NOT NULL,
        file   text NOT NULL,
        at     timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX readings_of_file ON personal_reading (file, at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE personal_reading, first_admin_token, token, account');
  }
}
