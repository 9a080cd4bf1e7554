/** The scheme versions that this project publishes. Published files never change; a new rule is a new version. */
import anshun2019 from '../schemes/anshun-2019/2019-08-01.json' with { type: 'json' };
import guangdong2017 from '../schemes/guangdong-2017/2017-09-27.json' with { type: 'json' };
import huangge2009 from '../schemes/huangge-2009/2009-01-01.json' with { type: 'json' };
import jingjiang2019 from '../schemes/jingjiang-2019/2019-01-01.json' with { type: 'json' };
import nansha2018 from '../schemes/nansha-2018/2018-01-01.json' with { type: 'json' };
import wanqingsha2013 from '../schemes/wanqingsha-2013/2013-03-18.json' with { type: 'json' };
import zhanjiang2018 from '../schemes/zhanjiang-2018/2018-01-01.json' with { type: 'json' };
import { openSchemeBook, type SchemeBook } from './scheme-book.ts';

const BY_SCHEME: Readonly<Record<string, readonly unknown[]>> = {
  'anshun-2019': [anshun2019],
  'guangdong-2017': [guangdong2017],
  'huangge-2009': [huangge2009],
  'jingjiang-2019': [jingjiang2019],
  'nansha-2018': [nansha2018],
  'wanqingsha-2013': [wanqingsha2013],
  'zhanjiang-2018': [zhanjiang2018],
};

export const publishedDocuments: readonly unknown[] = Object.values(BY_SCHEME).flat();

const opened = new Map<string, SchemeBook>();

/** A function that starts for one scheme reads that scheme's files only. */
const bookOf = (schemeId: string): SchemeBook | undefined => {
  const known = opened.get(schemeId);
  if (known !== undefined || !Object.hasOwn(BY_SCHEME, schemeId)) return known;
  const book = openSchemeBook(BY_SCHEME[schemeId] ?? []);
  opened.set(schemeId, book);
  return book;
};

const PUBLISHED: SchemeBook = {
  get schemes() {
    return Object.keys(BY_SCHEME).flatMap((schemeId) => bookOf(schemeId)?.schemes ?? []);
  },
  schemeFor: (schemeId, on, parameters) =>
    bookOf(schemeId)?.schemeFor(schemeId, on, parameters) ?? { found: false, reason: 'scheme-unknown' },
};

/** Each file is checked when it is first needed, and kept; a test checks all of them together. */
export const publishedSchemeBook = (): SchemeBook => PUBLISHED;
