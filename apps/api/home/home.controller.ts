import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/permission.decorator.js';
import { HealthService } from '../health/health.service.js';
import { SETTINGS, type Settings } from '../settings.js';
import { homePage } from './page.js';

@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(
    private readonly health: HealthService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  async home(): Promise<string> {
    return homePage({ health: await this.health.check(), temporalUi: this.settings.temporalUi });
  }
}
