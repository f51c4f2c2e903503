import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The state of a stream after its last event, and what lists read of it. */
@Entity('stream')
export class StreamEntity {
  @PrimaryColumn({ type: 'text' })
  readonly id!: string;

  @Column({ name: 'case_id', type: 'text' })
  readonly caseId!: string;

  @Column({ type: 'integer' })
  readonly version!: number;

  @Column({ type: 'bytea' })
  readonly head!: Buffer;

  @Column({ type: 'jsonb' })
  readonly state!: object;

  @Column({ type: 'text' })
  readonly kind!: string;

  @Column({ type: 'text', nullable: true })
  readonly cycle!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly organisation!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly member!: string | null;

  @Column({ type: 'integer', nullable: true })
  readonly number!: number | null;

  @Column({ name: 'decided_class', type: 'text', nullable: true })
  readonly decidedClass!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly unclassified!: string | null;
}
