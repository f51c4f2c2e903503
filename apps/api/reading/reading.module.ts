import { Global, Module } from '@nestjs/common';
import { AsOf } from './as-of.js';
import { History } from './history.js';
import { ReadModels } from './read-models.js';
import { Readings } from './readings.js';

@Global()
@Module({ providers: [AsOf, History, ReadModels, Readings], exports: [AsOf, History, ReadModels, Readings] })
export class ReadingModule {}
