/** {@link Files} in memory, for use-case tests. */
import { NotFound } from '@erbao/kernel/errors';
import { type Files, joinPieces } from './files.ts';

type Stored = { readonly body: Uint8Array; readonly contentType: string; readonly promisedSha256?: string };

export const memoryFiles = (): Files & {
  readonly stored: ReadonlyMap<string, Stored>;
  readonly marks: ReadonlyMap<string, string>;
  /** What an upload by ticket leaves behind. */
  readonly upload: (key: string, file: Stored) => void;
} => {
  const stored = new Map<string, Stored>();
  const marks = new Map<string, string>();
  return {
    stored,
    marks,
    upload: (key, file) => {
      stored.set(key, file);
    },
    uploadTicket: ({ key, contentType }) =>
      Promise.resolve({
        url: 'memory:',
        fields: { key, 'Content-Type': contentType },
        expiresInSeconds: 900,
      }),
    downloadLink: (key) => Promise.resolve(`memory:${key}`),
    viewLink: (key, contentType) => Promise.resolve(`memory:${key}?as=${contentType}`),
    facts: (key) => {
      const file = stored.get(key);
      if (file === undefined) return Promise.resolve(undefined);
      const { body, ...rest } = file;
      return Promise.resolve({ bytes: body.length, ...rest });
    },
    read: async function* (key) {
      const file = stored.get(key);
      if (file === undefined) throw new NotFound('file-missing', { key });
      yield await Promise.resolve(file.body);
    },
    readPart: (key, start, end) => {
      const file = stored.get(key);
      if (file === undefined) return Promise.reject(new NotFound('file-missing', { key }));
      return Promise.resolve(file.body.slice(start, end));
    },
    write: (key, contentType, body) => {
      stored.set(key, { body, contentType });
      return Promise.resolve();
    },
    mark: (key, { name, value }) => {
      marks.set(key, `${name}=${value}`);
      return Promise.resolve();
    },
    writeStream: async (key, contentType, pieces) => {
      stored.set(key, { body: await joinPieces(pieces), contentType });
    },
  };
};
