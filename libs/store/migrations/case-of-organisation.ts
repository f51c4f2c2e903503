import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A clerk's list of work finds the cases of his organisations; without it every list read all cases of all years. */
export class CaseOfOrganisation1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX case_of_organisation ON review_case (organisation)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX case_of_organisation');
  }
}
