import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { scenarioJsonSchema } from '../../apps/cli/scenario/format/json-schema.js';
import { parseScenario, readScenario } from '../../apps/cli/scenario/format/read-scenario.js';
import { ScenarioError } from '../../apps/cli/scenario/format/scenario-error.js';

const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const shipped = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));

const smallest = `
scenario: nho
title: Nhỏ
rulebook: rs-2018
year: 2018
tree: { tier: CELL, members: 3 }
`;

describe('the format of scenarios', () => {
  it('is published as a JSON Schema in step with the program', () => {
    expect(JSON.parse(readFileSync(`${folder}scenario.schema.json`, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(scenarioJsonSchema())),
    );
  });

  it.each(shipped)('reads %s', (file) => {
    expect(readScenario(`${folder}${file}`).title).not.toBe('');
  });

  it('needs little: everything else has a default', () => {
    const scenario = parseScenario(smallest, 'nho');
    expect(scenario).toMatchObject({ enteredAfterwards: false, tiers: 'district', work: 'batch', overrides: [] });
    expect(scenario.expect).toEqual({ figures: {}, findings: [] });
  });

  it('refuses what it does not know, naming each fault', () => {
    const wrong = `${smallest}ywork: clerk\noverrides: [{ number: 0, decided: SUPERB }]\n`;
    expect(() => parseScenario(wrong, 'nho')).toThrow(ScenarioError);
    for (const fault of [/overrides\.0\.number/, /overrides\.0\.decided/, /ywork/])
      expect(() => parseScenario(wrong, 'nho')).toThrow(fault);
  });

  it('refuses a key that is given twice', () => {
    expect(() => parseScenario(`${smallest}year: 2019\n`, 'nho')).toThrow(/unique/);
  });

  it('refuses a figure that no report has', () => {
    expect(() => parseScenario(`${smallest}expect: { figures: { members.BEST: { count: 1 } } }\n`, 'nho')).toThrow(
      ScenarioError,
    );
  });
});
