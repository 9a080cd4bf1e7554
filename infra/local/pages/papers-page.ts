/** 材料核对: what a reviewer sees of a claim's papers: the picture beside what a machine read, what disagrees, corrections. */
import { MONTH_STYLE } from './month-page.ts';

/** Scripts of its own only; connections to the API, pictures from the store. */
export const papersPagePolicy = (api: string, store: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src ${new URL(store).origin}; connect-src ${new URL(api).origin}; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`;

export const PAPERS_STYLE = `${MONTH_STYLE}
td img { max-width: 20rem; border: 1px solid #ccd4db; display: block; }
td input { max-width: 9rem; }
summary { white-space: nowrap; cursor: pointer; color: #1f4e79; padding: .25rem 0; }
.finding { border-left: 4px solid #f0a202; padding: .25rem .75rem; margin: .5rem 0; background: #fff8e1; }
.unsure { color: #a4161a; font-weight: 600; }
`;

export const papersPage = (api: string): string => `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>材料核对</title>
    <link rel="stylesheet" href="/papers/page.css" />
    <script type="module" src="/papers/page.js"></script>
  </head>
  <body data-api="${api}">
    <main>
      <h1>材料核对</h1>
      <p>机器识别的内容与原图局部并列；不一致和没有把握的由人核对。更正保留在识别结果旁边，查看原图会留痕。</p>
      <form id="who">
        <label>登录令牌（审核岗位）<input id="token" type="password" autocomplete="off" required /></label>
        <label>岗位<select id="role"></select></label>
        <label>申请编号（可不填）<input id="claim" placeholder="ER-XXXX-XXXX-XXXX" /></label>
        <button type="submit">查看</button>
      </form>
      <p id="said" role="status" aria-live="polite"></p>
      <div id="work"></div>
    </main>
  </body>
</html>
`;
