import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases with their lockable rows, states of streams, work items and the outbox: all written with the events. */
export class Cases1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE review_case (
        id           text PRIMARY KEY,
        kind         text NOT NULL CHECK (kind IN ('CYCLE', 'COMMITTEE', 'CELL', 'REGISTRY')),
        cycle        text,
        organisation text,
        parent_case  text,
        version      integer NOT NULL,
        opened       boolean NOT NULL,
        closed       boolean NOT NULL
      ) WITH (fillfactor = 70);
      CREATE INDEX case_below ON review_case (parent_case);
      CREATE INDEX case_of_cycle ON review_case (cycle);

      CREATE TABLE case_look (
        case_id   text PRIMARY KEY,
        looked_at timestamptz(3) NOT NULL
      ) WITH (fillfactor = 50);

      CREATE TABLE outbox (
        id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id       text NOT NULL,
        urgent        boolean NOT NULL,
        at            timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        claimed_until timestamptz(3)
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

      CREATE TABLE work_item (
        case_id      text NOT NULL,
        step         text NOT NULL,
        pass         text NOT NULL,
        subject      integer NOT NULL,
        subject_id   text NOT NULL,
        asks         text NOT NULL,
        organisation text NOT NULL,
        member       text,
        due_at       timestamptz(3),
        offers       text[] NOT NULL,
        reference    text,
        PRIMARY KEY (case_id, step, pass, subject)
      );
      CREATE INDEX work_item_of_post ON work_item (organisation, asks);
      CREATE INDEX work_item_of_member ON work_item (member) WHERE member IS NOT NULL;
    `);
    await runner.query(STREAM);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stream, work_item, outbox, case_look, review_case');
  }
}

// What changes is generated from the state, so that no read model can drift from it; what never changes is written with
// the first event (stream-columns.ts), since each generated column costs every append.
const STREAM = `
  CREATE TABLE stream (
    id            text PRIMARY KEY,
    case_id       text NOT NULL,
    version       integer NOT NULL,
    head          bytea NOT NULL,
    state         jsonb NOT NULL,
    kind          text NOT NULL,
    cycle         text,
    organisation  text,
    member        text,
    number        integer,
    decided_class text GENERATED ALWAYS AS (state #>> '{decided,class}') STORED,
    unclassified  text GENERATED ALWAYS AS (state ->> 'unclassified') STORED
  ) WITH (fillfactor = 70);
  CREATE INDEX stream_of_case ON stream (case_id);
  CREATE INDEX member_review_of_organisation ON stream (cycle, organisation) INCLUDE (decided_class, unclassified)
    WHERE kind = 'member-review';
  CREATE INDEX organisation_review_of_cycle ON stream (cycle, organisation) INCLUDE (decided_class, unclassified)
    WHERE kind = 'organisation-review';
  CREATE INDEX member_review_of_member ON stream (member) WHERE kind = 'member-review';
`;
