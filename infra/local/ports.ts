/** Ports of the local cloud: the AWS endpoint, the pages and the sign-in. */
import { createServer } from 'node:net';

export type Ports = { readonly aws: number; readonly pages: number; readonly signIn: number };

/** `npm start`: three neighbours. */
export const portsFrom = (aws: number): Ports => ({ aws, pages: aws + 1, signIn: aws + 2 });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address === null || typeof address === 'string' ? 0 : address.port;
      server.close(() => resolve(port));
    });
  });

/** Tests and the demo run beside a start, so they take what is free. */
export const freePorts = async (): Promise<Ports> => {
  const [aws, pages, signIn] = await Promise.all([freePort(), freePort(), freePort()]);
  return { aws, pages, signIn };
};

export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
