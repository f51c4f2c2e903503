import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who gave out a token and who ended it; null where nobody signed in did. */
export class TokenAudit1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE token
        ADD COLUMN issued_by  uuid REFERENCES person,
        ADD COLUMN revoked_by uuid REFERENCES person
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE token DROP COLUMN issued_by, DROP COLUMN revoked_by');
  }
}
