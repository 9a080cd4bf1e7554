import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { findForeignClauses } from '../../packages/benefit-policy/src/clause-sources.ts';
import { listSchemeFiles, readPackageFile } from './published-files.ts';

const schema = z.looseObject({ source: z.looseObject({ document: z.string() }) });

describe('every clause stands in its source document', () => {
  it.each(listSchemeFiles())('%s', (file) => {
    const document = schema.parse(JSON.parse(readPackageFile(file)));
    const source = readPackageFile(`sources/${document.source.document}`);
    expect(findForeignClauses(document, file, source)).toEqual([]);
  });

  it('names file and path of a clause that does not', () => {
    const document = { clauses: { 'nansha 九': { place: '九', text: '不存在的条款' } } };
    expect(findForeignClauses(document, 'x.json', '第一部分 方案背景')).toEqual([
      { file: 'x.json', path: 'clauses.nansha 九.text', problem: 'does not stand in the source document' },
    ]);
  });
});
