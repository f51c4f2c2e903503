import { Global, Module } from '@nestjs/common';
import { AsOf } from './as-of.js';
import { History } from './history.js';
import { ReadModels } from './read-models.js';

@Global()
@Module({
  providers: [AsOf, History, ReadModels],
  exports: [AsOf, History, ReadModels],
})
export class ReadingModule {}
