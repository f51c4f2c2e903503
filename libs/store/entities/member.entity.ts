import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the registry holds of a member; its id is the person's. */
@Entity('member')
export class MemberEntity {
  @PrimaryColumn({ type: 'uuid' })
  readonly person!: string;

  @Column({ type: 'boolean' })
  readonly official!: boolean;

  @Column({ name: 'admitted_on', type: 'date', nullable: true })
  readonly admittedOn!: string | null;

  @Column({ type: 'boolean' })
  readonly exempt!: boolean;

  @Column({ type: 'boolean' })
  readonly suspended!: boolean;

  @Column({ type: 'jsonb' })
  readonly facts!: object;
}
