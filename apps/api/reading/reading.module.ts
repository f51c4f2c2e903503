import { Global, Module } from '@nestjs/common';
import { History } from './history.js';
import { ReadModels } from './read-models.js';
import { Readings } from './readings.js';

@Global()
@Module({ providers: [History, ReadModels, Readings], exports: [History, ReadModels, Readings] })
export class ReadingModule {}
