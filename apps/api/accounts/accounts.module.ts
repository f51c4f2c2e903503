import { Module } from '@nestjs/common';
import { MemberReviewsModule } from '../member-reviews/member-reviews.module.js';
import { AccountController } from './account.controller.js';
import { AccountService } from './account.service.js';

@Module({ imports: [MemberReviewsModule], controllers: [AccountController], providers: [AccountService] })
export class AccountsModule {}
