import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One thing that one subject still waits for in one open step. */
@Entity('work_item')
export class WorkItemEntity {
  @PrimaryColumn({ name: 'case_id', type: 'text' })
  readonly caseId!: string;

  @PrimaryColumn({ type: 'text' })
  readonly step!: string;

  @PrimaryColumn({ type: 'text' })
  readonly pass!: string;

  @PrimaryColumn({ type: 'integer' })
  readonly subject!: number;

  @Column({ name: 'subject_id', type: 'text' })
  readonly subjectId!: string;

  @Column({ type: 'text' })
  readonly asks!: string;

  @Column({ type: 'text' })
  readonly organisation!: string;

  @Column({ type: 'text', nullable: true })
  readonly member!: string | null;

  @Column({ name: 'due_at', type: 'timestamptz', nullable: true, precision: 3 })
  readonly dueAt!: Date | null;

  @Column({ type: 'text', array: true })
  readonly offers!: string[];

  @Column({ type: 'text', nullable: true })
  readonly reference!: string | null;
}
