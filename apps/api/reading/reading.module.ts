import { Global, Module } from '@nestjs/common';
import { ChangesService } from '../changes/changes.service.js';
import { AsOf } from './as-of.js';
import { History } from './history.js';
import { ReadModels } from './read-models.js';
import { Readings } from './readings.js';

@Global()
@Module({
  providers: [AsOf, ChangesService, History, ReadModels, Readings],
  exports: [AsOf, ChangesService, History, ReadModels, Readings],
})
export class ReadingModule {}
