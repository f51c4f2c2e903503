import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { Temporal } from './temporal.js';

@Module({ controllers: [HealthController], providers: [HealthService, Temporal], exports: [HealthService] })
export class HealthModule {}
