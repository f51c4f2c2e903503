import { Module } from '@nestjs/common';
import { DecisionSheetController } from './decision-sheet.controller.js';
import { DecisionSheetService } from './decision-sheet.service.js';

@Module({ controllers: [DecisionSheetController], providers: [DecisionSheetService] })
export class DecisionSheetModule {}
