import { CaseEntity } from './case.entity.js';
import { CommandEntity } from './command.entity.js';
import { EventEntity } from './event.entity.js';
import { MemberEntity } from './member.entity.js';
import { MembershipEntity } from './membership.entity.js';
import { OrganisationEntity } from './organisation.entity.js';
import { OrganisationParentEntity } from './organisation-parent.entity.js';
import { PersonEntity } from './person.entity.js';
import { PostEntity } from './post.entity.js';
import { RejectedCommandEntity } from './rejected-command.entity.js';
import { StreamEntity } from './stream.entity.js';
import { TierEntity } from './tier.entity.js';
import { WorkItemEntity } from './work-item.entity.js';

/** Every table that is read through TypeORM. */
export const ENTITIES = [
  CaseEntity,
  CommandEntity,
  EventEntity,
  MemberEntity,
  MembershipEntity,
  OrganisationEntity,
  OrganisationParentEntity,
  PersonEntity,
  PostEntity,
  RejectedCommandEntity,
  StreamEntity,
  TierEntity,
  WorkItemEntity,
];
