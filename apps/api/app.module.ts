import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import type { Metrics } from '../../libs/metrics/registry.js';
import { AccessModule } from './access/access.module.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { ChangesModule } from './changes/changes.module.js';
import { CommandsModule } from './commands/commands.module.js';
import { CyclesModule } from './cycles/cycles.module.js';
import { DecisionSheetModule } from './decision-sheet/decision-sheet.module.js';
import { DocumentsModule } from './documents/documents.module.js';
import { EventExportModule } from './event-export/event-export.module.js';
import { HealthModule } from './health/health.module.js';
import { HomeModule } from './home/home.module.js';
import { SchemaPipe } from './http/schema.pipe.js';
import { ImportsModule } from './imports/imports.module.js';
import { LeadershipReviewsModule } from './leadership-reviews/leadership-reviews.module.js';
import { MeModule } from './me/me.module.js';
import { MemberReviewsModule } from './member-reviews/member-reviews.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OrganisationReviewsModule } from './organisation-reviews/organisation-reviews.module.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { ReadingModule } from './reading/reading.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { SettingsModule } from './settings.module.js';
import type { Settings } from './settings.js';
import { SetupModule } from './setup/setup.module.js';
import { StoreModule } from './store/store.module.js';
import { TokensModule } from './tokens/tokens.module.js';
import { WishesModule } from './wishes/wishes.module.js';
import { WorkItemsModule } from './work-items/work-items.module.js';

@Module({
  imports: [
    StoreModule,
    ReadingModule,
    ChangesModule,
    AccessModule,
    CommandsModule,
    SetupModule,
    TokensModule,
    MeModule,
    ImportsModule,
    CyclesModule,
    MemberReviewsModule,
    AccountsModule,
    OrganisationReviewsModule,
    LeadershipReviewsModule,
    WishesModule,
    WorkItemsModule,
    DecisionSheetModule,
    ReportsModule,
    DocumentsModule,
    EventExportModule,
    HealthModule,
    HomeModule,
  ],
  providers: [
    { provide: APP_PIPE, useClass: SchemaPipe },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class AppModule {
  /** The whole API with its settings, measured in `metrics`. */
  static with(settings: Settings, metrics: Metrics): DynamicModule {
    return { module: AppModule, imports: [SettingsModule.of(settings), MetricsModule.of(metrics)] };
  }
}
