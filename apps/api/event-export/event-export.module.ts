import { Module } from '@nestjs/common';
import { EventExportController } from './event-export.controller.js';

@Module({ controllers: [EventExportController] })
export class EventExportModule {}
