import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was refused, and why. */
@Entity('rejected_command')
export class RejectedCommandEntity {
  @PrimaryColumn({ type: 'bigint' })
  readonly id!: string;

  @Column({ name: 'command_id', type: 'uuid' })
  readonly commandId!: string;

  @Column({ type: 'text' })
  readonly actor!: string;

  @Column({ type: 'text' })
  readonly route!: string;

  @Column({ name: 'case_id', type: 'text' })
  readonly caseId!: string;

  @Column({ type: 'text' })
  readonly code!: string;

  @Column({ type: 'jsonb' })
  readonly details!: object;

  @Column({ type: 'timestamptz', precision: 3 })
  readonly at!: Date;
}
