import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person by name: names live here and nowhere else. */
@Entity('person')
export class PersonEntity {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly code!: string;

  @Column({ type: 'text' })
  readonly name!: string;
}
