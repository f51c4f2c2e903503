import { Module } from '@nestjs/common';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { Tallies } from './tallies.js';

@Module({ controllers: [ReportsController], providers: [ReportsService, Tallies] })
export class ReportsModule {}
