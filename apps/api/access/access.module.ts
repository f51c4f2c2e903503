import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { Attempts } from './attempts.js';
import { Callers } from './callers.js';
import { Coverage } from './coverage.js';
import { PersonalReadings } from './personal-readings.js';
import { Standings } from './standings.js';
import { Tree } from './tree.js';

@Global()
@Module({
  providers: [
    Attempts,
    Callers,
    Coverage,
    PersonalReadings,
    Standings,
    Tree,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [Attempts, Callers, Coverage, PersonalReadings, Standings, Tree],
})
export class AccessModule {}
