import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An organisation by its name; its tier is what it was registered with. */
@Entity('organisation')
export class OrganisationEntity {
  @PrimaryColumn({ type: 'text' })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly name!: string;

  @Column({ type: 'text' })
  readonly tier!: string;

  @Column({ name: 'founded_on', type: 'date', nullable: true })
  readonly foundedOn!: string | null;
}
