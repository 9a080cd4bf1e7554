/**
 * {@link Scan} by ClamAV's daemon over its own protocol (INSTREAM): beside the functions locally, in a container on AWS.
 * A daemon that cannot be asked leaves the paper `not-scanned`: a claim does not stand still for it, and everybody sees it.
 */
import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { noScanner, type Scan, type ScanVerdict } from '../scanner.ts';

/** 20 MB are looked through in a second or two; a daemon that loads its signatures anew takes some more. */
const PATIENCE_MS = 20_000;

const sized = (piece: Uint8Array): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(piece.length);
  return Buffer.concat([size, piece]);
};

const sendAll = async (socket: Socket, content: AsyncIterable<Uint8Array>): Promise<void> => {
  socket.write('zINSTREAM\0');
  // an empty piece would be the end
  for await (const piece of content)
    if (piece.length > 0 && !socket.write(sized(piece))) await once(socket, 'drain');
  socket.write(sized(new Uint8Array(0)));
};

const answerOf = async (socket: Socket): Promise<string> => {
  const pieces: string[] = [];
  for await (const piece of socket) pieces.push(String(piece));
  return pieces.join('').replaceAll('\0', '').trim();
};

/** `stream: OK`, `stream: <name> FOUND`, `<text> ERROR`. */
const verdictOf = (answer: string): ScanVerdict => {
  if (answer === 'stream: OK') return { state: 'clean' };
  const name = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  return name === undefined
    ? { state: 'not-scanned', word: 'scanner-error' }
    : { state: 'infected', word: name };
};

export const clamdScanner =
  (place: NetConnectOpts): Scan =>
  async (content) => {
    const socket = connect(place);
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('clamd does not answer')));
    try {
      await once(socket, 'connect');
      const [answer] = await Promise.all([answerOf(socket), sendAll(socket, content)]);
      return verdictOf(answer);
    } catch (error) {
      // the content's own errors are the caller's; those of the connection carry a code or were made above
      if (socket.errored === null) throw error;
      return { state: 'not-scanned', word: 'scanner-unreachable' };
    } finally {
      socket.destroy();
    }
  };

/** `` (none), `/run/clamav/clamd.ctl` or `host:port`. */
export const openScanner = (setting: string): Scan => {
  if (setting === '') return noScanner;
  if (setting.startsWith('/')) return clamdScanner({ path: setting });
  const { hostname, port } = new URL(`tcp://${setting}`);
  return clamdScanner({ host: hostname, port: Number(port) });
};
