import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The registry: folds of its events, and the names and codes that events never carry. */
export class Registry1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tier (
        code       text PRIMARY KEY,
        name       text NOT NULL,
        parents    text[] NOT NULL,
        kind       text NOT NULL CHECK (kind IN ('COMMITTEE', 'CELL')),
        grassroots boolean NOT NULL
      );

      CREATE TABLE organisation (
        id         text PRIMARY KEY,
        name       text NOT NULL,
        tier       text NOT NULL REFERENCES tier,
        founded_on date
      );

      -- Dated, so that an old cycle is told with the tree of its time; the root has none.
      CREATE TABLE organisation_parent (
        organisation text NOT NULL REFERENCES organisation,
        parent       text NOT NULL REFERENCES organisation,
        from_on      date NOT NULL,
        until_on     date,
        PRIMARY KEY (organisation, from_on)
      );
      CREATE INDEX organisation_children ON organisation_parent (parent);

      CREATE TABLE person (
        id   uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name text NOT NULL
      );

      CREATE TABLE member (
        person      uuid PRIMARY KEY REFERENCES person,
        official    boolean NOT NULL,
        admitted_on date,
        exempt      boolean NOT NULL,
        suspended   boolean NOT NULL,
        facts       jsonb NOT NULL
      );

      CREATE TABLE membership (
        person       uuid NOT NULL REFERENCES member,
        organisation text NOT NULL REFERENCES organisation,
        from_on      date NOT NULL,
        until_on     date,
        PRIMARY KEY (person, from_on)
      );
      CREATE INDEX membership_of_organisation ON membership (organisation);

      CREATE TABLE post (
        person       uuid NOT NULL REFERENCES person,
        organisation text NOT NULL REFERENCES organisation,
        role         text NOT NULL,
        from_on      date NOT NULL,
        until_on     date,
        PRIMARY KEY (person, organisation, role, from_on)
      );
      CREATE INDEX post_of_organisation ON post (organisation);

      CREATE TABLE residence_introduction (
        person        uuid PRIMARY KEY REFERENCES member,
        cell          text REFERENCES organisation,
        committee     text REFERENCES organisation,
        exempt_ground text
      );

      CREATE TABLE discipline (
        person          uuid NOT NULL REFERENCES member,
        decided_on      date NOT NULL,
        form            text NOT NULL,
        violation_from  date,
        violation_until date,
        organisation    text REFERENCES organisation,
        PRIMARY KEY (person, decided_on, form)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE discipline, residence_introduction, post, membership, member, person,
        organisation_parent, organisation, tier
    `);
  }
}
