import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A case as its events have it; its row is what commands lock. */
@Entity('review_case')
export class CaseEntity {
  @PrimaryColumn({ type: 'text' })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly kind!: string;

  @Column({ type: 'text', nullable: true })
  readonly cycle!: string | null;

  @Column({ type: 'text', nullable: true })
  readonly organisation!: string | null;

  @Column({ name: 'parent_case', type: 'text', nullable: true })
  readonly parentCase!: string | null;

  @Column({ type: 'integer' })
  readonly version!: number;

  @Column({ type: 'boolean' })
  readonly opened!: boolean;

  @Column({ type: 'boolean' })
  readonly closed!: boolean;
}
