import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A tier of the tree: data, never code. */
@Entity('tier')
export class TierEntity {
  @PrimaryColumn({ type: 'text' })
  readonly code!: string;

  @Column({ type: 'text' })
  readonly name!: string;

  @Column({ type: 'text', array: true })
  readonly parents!: string[];

  @Column({ type: 'text' })
  readonly kind!: string;

  @Column({ type: 'boolean' })
  readonly grassroots!: boolean;
}
