import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lists and reports of a large installation need: a clerk's list finds the cases of his organisations instead of reading
 * all cases of all years, and a report counts members and knows their numbers from the index alone.
 */
export class ReadingLists1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX case_of_organisation ON review_case (organisation);
      DROP INDEX member_review_of_organisation;
      CREATE INDEX member_review_of_organisation ON stream (cycle, organisation)
        INCLUDE (decided_class, unclassified, number) WHERE kind = 'member-review';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX case_of_organisation, member_review_of_organisation;
      CREATE INDEX member_review_of_organisation ON stream (cycle, organisation)
        INCLUDE (decided_class, unclassified) WHERE kind = 'member-review';
    `);
  }
}
