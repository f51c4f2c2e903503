import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One recorded event; `body` holds the bytes that the hash covers. */
@Entity('event')
export class EventEntity {
  @PrimaryColumn({ name: 'position', type: 'bigint' })
  readonly position!: string;

  @Column({ name: 'stream_id', type: 'text' })
  readonly streamId!: string;

  @Column({ type: 'integer' })
  readonly version!: number;

  @Column({ name: 'case_id', type: 'text' })
  readonly caseId!: string;

  @Column({ type: 'text' })
  readonly type!: string;

  @Column({ name: 'schema_version', type: 'integer' })
  readonly schemaVersion!: number;

  @Column({ name: 'subject_id', type: 'text', nullable: true })
  readonly subjectId!: string | null;

  @Column({ type: 'bytea' })
  readonly body!: Buffer;

  @Column({ type: 'jsonb' })
  readonly data!: object;

  @Column({ type: 'text' })
  readonly actor!: string;

  @Column({ type: 'text' })
  readonly recorder!: string;

  @Column({ name: 'command_id', type: 'uuid' })
  readonly commandId!: string;

  @Column({ type: 'integer' })
  readonly ordinal!: number;

  @Column({ name: 'occurred_at', type: 'timestamptz', precision: 3 })
  readonly occurredAt!: Date;

  @Column({ name: 'recorded_at', type: 'timestamptz', precision: 3 })
  readonly recordedAt!: Date;

  @Column({ name: 'prev_hash', type: 'bytea' })
  readonly prevHash!: Buffer;

  @Column({ type: 'bytea' })
  readonly hash!: Buffer;
}
