import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A command with the answer that its repeats get. */
@Entity('command')
export class CommandEntity {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  @Column({ type: 'text' })
  readonly actor!: string;

  @Column({ type: 'text' })
  readonly route!: string;

  @Column({ name: 'payload_hash', type: 'bytea' })
  readonly payloadHash!: Buffer;

  @Column({ type: 'jsonb' })
  readonly answer!: object;

  @Column({ type: 'timestamptz', precision: 3 })
  readonly at!: Date;
}
