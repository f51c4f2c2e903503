import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a member belonged, from when until when. */
@Entity('membership')
export class MembershipEntity {
  @PrimaryColumn({ type: 'uuid' })
  readonly person!: string;

  @Column({ type: 'text' })
  readonly organisation!: string;

  @PrimaryColumn({ name: 'from_on', type: 'date' })
  readonly fromOn!: string;

  @Column({ name: 'until_on', type: 'date', nullable: true })
  readonly untilOn!: string | null;
}
