import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose post it is, where another stands in for a time. */
export class Delegations1764000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE post ADD COLUMN delegated_by uuid REFERENCES person');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE post DROP COLUMN delegated_by');
  }
}
