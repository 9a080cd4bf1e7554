/** The scheme versions that this project publishes. Published files never change; a new rule is a new version. */
import anshun2019 from '../schemes/anshun-2019/2019-08-01.json' with { type: 'json' };
import guangdong2017 from '../schemes/guangdong-2017/2017-09-27.json' with { type: 'json' };
import huangge2009 from '../schemes/huangge-2009/2009-01-01.json' with { type: 'json' };
import jingjiang2019 from '../schemes/jingjiang-2019/2019-01-01.json' with { type: 'json' };
import nansha2018 from '../schemes/nansha-2018/2018-01-01.json' with { type: 'json' };
import wanqingsha2013 from '../schemes/wanqingsha-2013/2013-03-18.json' with { type: 'json' };
import zhanjiang2018 from '../schemes/zhanjiang-2018/2018-01-01.json' with { type: 'json' };
import { openSchemeBook, type SchemeBook } from './scheme-book.ts';

export const publishedDocuments: readonly unknown[] = [
  anshun2019,
  guangdong2017,
  huangge2009,
  jingjiang2019,
  nansha2018,
  wanqingsha2013,
  zhanjiang2018,
];

let book: SchemeBook | undefined;

/** Opened once for each process: the files are checked and kept. */
export const publishedSchemeBook = (): SchemeBook => {
  book ??= openSchemeBook(publishedDocuments);
  return book;
};
