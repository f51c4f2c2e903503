import type { TierDefinition } from '../../../../libs/domain/registry/snapshot.js';

/** Trees as they stood at their time; a file may bring tiers of its own. */
export const DEFAULT_TIERS: Readonly<Record<'district' | 'commune-2025' | 'commune', readonly TierDefinition[]>> = {
  district: [
    { code: 'PROVINCE', name: 'Đảng bộ tỉnh', parents: [], kind: 'COMMITTEE', grassroots: false },
    { code: 'DISTRICT', name: 'Đảng bộ huyện', parents: ['PROVINCE'], kind: 'COMMITTEE', grassroots: false },
    {
      code: 'GRASSROOTS_PARTY_ORG',
      name: 'Đảng bộ cơ sở',
      parents: ['DISTRICT', 'PROVINCE'],
      kind: 'COMMITTEE',
      grassroots: true,
    },
    {
      code: 'SUB_COMMITTEE',
      name: 'Đảng bộ bộ phận',
      parents: ['GRASSROOTS_PARTY_ORG'],
      kind: 'COMMITTEE',
      grassroots: false,
    },
    {
      code: 'CELL',
      name: 'Chi bộ',
      parents: ['GRASSROOTS_PARTY_ORG', 'SUB_COMMITTEE'],
      kind: 'CELL',
      grassroots: false,
    },
    {
      code: 'GRASSROOTS_CELL',
      name: 'Chi bộ cơ sở',
      parents: ['DISTRICT', 'PROVINCE'],
      kind: 'CELL',
      grassroots: true,
    },
  ],
  // HD 43-HD/BTCTW (2025): from 1/7/2025 the commune is the direct superior of grassroots organisations
  'commune-2025': [
    { code: 'PROVINCE', name: 'Đảng bộ tỉnh', parents: [], kind: 'COMMITTEE', grassroots: false },
    { code: 'COMMUNE', name: 'Đảng bộ xã', parents: ['PROVINCE'], kind: 'COMMITTEE', grassroots: false },
    {
      code: 'GRASSROOTS_PARTY_ORG',
      name: 'Đảng bộ cơ sở',
      parents: ['COMMUNE', 'PROVINCE'],
      kind: 'COMMITTEE',
      grassroots: true,
    },
    { code: 'CELL', name: 'Chi bộ', parents: ['GRASSROOTS_PARTY_ORG'], kind: 'CELL', grassroots: false },
    { code: 'GRASSROOTS_CELL', name: 'Chi bộ cơ sở', parents: ['COMMUNE', 'PROVINCE'], kind: 'CELL', grassroots: true },
  ],
  // QĐ 208-QĐ/TW (2026): province, commune as the grassroots organisation, cell
  commune: [
    { code: 'PROVINCE', name: 'Đảng bộ tỉnh', parents: [], kind: 'COMMITTEE', grassroots: false },
    { code: 'COMMUNE', name: 'Đảng bộ xã', parents: ['PROVINCE'], kind: 'COMMITTEE', grassroots: true },
    { code: 'CELL', name: 'Chi bộ', parents: ['COMMUNE'], kind: 'CELL', grassroots: false },
  ],
};
