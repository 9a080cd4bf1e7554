/** The local pages: what runs where, a sign-in per role, and the API's documentation without a network. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import type { Endpoints } from './endpoints.ts';
import { bundlePageScript, CHECK_PAGE, CHECK_PAGE_POLICY, CHECK_STYLE } from './pages/check-page.ts';
import { MONTH_STYLE, monthPage, monthPagePolicy } from './pages/month-page.ts';
import { PAPERS_STYLE, papersPage, papersPagePolicy } from './pages/papers-page.ts';
import { landingPage } from './pages/landing-page.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const OPENAPI_PROGRAM = path.join(ROOT, 'packages', 'api-contracts', 'cli', 'openapi.ts');
const SWAGGER = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

type Page = { readonly type: string; readonly body: string | Buffer; readonly policy?: string };

const SWAGGER_FILES: Readonly<Record<string, string>> = {
  '/docs/swagger-ui.css': 'text/css',
  '/docs/swagger-ui-bundle.js': 'text/javascript',
};

const DOCS = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <title>二报 接口文档</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script>
      SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', persistAuthorization: true, validatorUrl: null });
    </script>
  </body>
</html>
`;

/** The document that `npm run -s openapi` prints. */
const printOpenApi = async (): Promise<string> => {
  const child = spawn(process.execPath, ['--import', 'tsx', OPENAPI_PROGRAM], { cwd: ROOT });
  const pieces: string[] = [];
  child.stdout.setEncoding('utf8');
  for await (const piece of child.stdout) pieces.push(String(piece));
  return pieces.join('');
};

/** With the local address in it, so that the page can try calls. */
const openApiPage = async (api: string): Promise<Page> => {
  const document: unknown = existsSync(OPENAPI_PROGRAM) ? JSON.parse(await printOpenApi()) : {};
  const body = JSON.stringify(Object.assign({}, document, { servers: [{ url: api }] }));
  return { type: 'application/json', body };
};

const pageAt = async (
  place: string,
  endpoints: Endpoints,
  openApi: () => Promise<Page>,
): Promise<Page | undefined> => {
  if (place === '/') return { type: 'text/html', body: landingPage(endpoints) };
  if (place === '/docs' || place === '/docs/') return { type: 'text/html', body: DOCS };
  if (place === '/openapi.json') return openApi();
  if (place === '/check') return { type: 'text/html', body: CHECK_PAGE, policy: CHECK_PAGE_POLICY };
  if (place === '/check/page.css') return { type: 'text/css', body: CHECK_STYLE };
  if (place === '/check/page.js')
    return { type: 'text/javascript', body: await bundlePageScript('check-script') };
  if (place === '/month')
    return { type: 'text/html', body: monthPage(endpoints.api), policy: monthPagePolicy(endpoints.api) };
  if (place === '/month/page.css') return { type: 'text/css', body: MONTH_STYLE };
  if (place === '/month/page.js')
    return { type: 'text/javascript', body: await bundlePageScript('month-script') };
  if (place === '/papers')
    return {
      type: 'text/html',
      body: papersPage(endpoints.api),
      policy: papersPagePolicy(endpoints.api, endpoints.aws.endpoint),
    };
  if (place === '/papers/page.css') return { type: 'text/css', body: PAPERS_STYLE };
  if (place === '/papers/page.js')
    return { type: 'text/javascript', body: await bundlePageScript('papers-script') };
  const type = SWAGGER_FILES[place];
  if (type === undefined) return undefined;
  return { type, body: await readFile(path.join(SWAGGER, path.basename(place))) };
};

export const servePages = async (port: number, endpoints: Endpoints): Promise<() => Promise<void>> => {
  let made: Promise<Page> | undefined;
  const openApi = (): Promise<Page> => (made ??= openApiPage(endpoints.api));
  const server = createServer((request, response) => {
    const place = new URL(request.url ?? '/', 'http://local').pathname;
    pageAt(place, endpoints, openApi)
      .then((page) => {
        if (page === undefined) return response.writeHead(404, { 'content-type': 'text/plain' }).end('404');
        const policy = page.policy === undefined ? {} : { 'content-security-policy': page.policy };
        return response
          .writeHead(200, { 'content-type': `${page.type}; charset=utf-8`, ...policy })
          .end(page.body);
      })
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
};
