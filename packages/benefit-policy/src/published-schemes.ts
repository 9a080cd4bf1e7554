/** The scheme versions that this project publishes. Published files never change; a new rule is a new version. */
import nansha2018 from '../schemes/nansha-2018/2018-01-01.json' with { type: 'json' };
import { openSchemeBook, type SchemeBook } from './scheme-book.ts';

export const publishedDocuments: readonly unknown[] = [nansha2018];

let book: SchemeBook | undefined;

/** Opened once for each process: the files are checked and kept. */
export const publishedSchemeBook = (): SchemeBook => {
  book ??= openSchemeBook(publishedDocuments);
  return book;
};
