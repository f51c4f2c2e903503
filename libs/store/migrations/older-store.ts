import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases of which a workflow saw more than the store holds: what was restored is older than what was recorded. */
export class OlderStore1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_ahead (
        id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id        text NOT NULL,
        seen_version   integer NOT NULL,
        found_version  integer NOT NULL,
        seen_at        timestamptz(3) NOT NULL,
        complete_until timestamptz(3),
        told_at        timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        accepted_at    timestamptz(3)
      );
      CREATE UNIQUE INDEX case_still_ahead ON case_ahead (case_id) WHERE accepted_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE case_ahead');
  }
}
