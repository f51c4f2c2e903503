import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Under whom an organisation stood, from when until when. */
@Entity('organisation_parent')
export class OrganisationParentEntity {
  @PrimaryColumn({ type: 'text' })
  readonly organisation!: string;

  @Column({ type: 'text' })
  readonly parent!: string;

  @PrimaryColumn({ name: 'from_on', type: 'date' })
  readonly fromOn!: string;

  @Column({ name: 'until_on', type: 'date', nullable: true })
  readonly untilOn!: string | null;
}
