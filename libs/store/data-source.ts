import { DataSource } from 'typeorm';
import { ENTITIES } from './entities/all.js';
import { MIGRATIONS } from './migrations/all.js';

/** TypeORM's view of the store: entities to read, migrations to run. Nothing is written through it. */
export function dataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: [...MIGRATIONS],
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logging: false,
    extra: { max: 5, connectionTimeoutMillis: 5_000, statement_timeout: 60_000 },
  });
}
