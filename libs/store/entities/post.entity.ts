import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An office held in an organisation for a time: what rights come from. */
@Entity('post')
export class PostEntity {
  @PrimaryColumn({ type: 'uuid' })
  readonly person!: string;

  @PrimaryColumn({ type: 'text' })
  readonly organisation!: string;

  @PrimaryColumn({ type: 'text' })
  readonly role!: string;

  @PrimaryColumn({ name: 'from_on', type: 'date' })
  readonly fromOn!: string;

  @Column({ name: 'until_on', type: 'date', nullable: true })
  readonly untilOn!: string | null;

  /** The holder for whom this person stands in. */
  @Column({ name: 'delegated_by', type: 'uuid', nullable: true })
  readonly delegatedBy!: string | null;
}
