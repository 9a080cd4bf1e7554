/** 月度结算: what a hospital's finance office does in a month, in one page; the page calls the API as the signed-in person. */
import { CHECK_STYLE } from './check-page.ts';

/** Scripts of its own only; connections to the API and to the store that takes uploads. */
export const monthPagePolicy = (api: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${new URL(api).origin}; form-action 'none'; frame-ancestors 'none'; base-uri 'none'`;

export const MONTH_STYLE = `${CHECK_STYLE}
section { background: #fff; border: 1px solid #ccd4db; border-radius: 6px; padding: .75rem 1rem 1rem; margin: 0 0 1rem; }
h2 { font-size: 1.125rem; margin: 0 0 .5rem; } h3 { font-size: 1rem; margin: .75rem 0 .25rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: .5rem 0; }
textarea { font: inherit; min-width: 18rem; padding: .4rem .5rem; border: 1px solid #6b7a89; border-radius: 4px; }
button.plain { background: #fff; color: #1f4e79; }
th:nth-child(n), td:nth-child(n) { white-space: normal; }
ul { margin: .25rem 0; padding-left: 1.25rem; }
td form { margin: 0; gap: .4rem; } td textarea { min-width: 12rem; }
.unread { font-weight: 600; } .late { color: #a4161a; } .muted { color: #44525f; font-size: .875rem; }
#said { position: sticky; top: 0; background: #fff8e1; border: 1px solid #f0a202; border-radius: 4px; padding: .4rem .75rem; }
#said:empty { display: none; } #said.bad { background: #fdecea; border-color: #a4161a; color: #a4161a; }
`;

export const monthPage = (api: string): string => `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>医院月度结算</title>
    <link rel="stylesheet" href="/month/page.css" />
    <script type="module" src="/month/page.js"></script>
  </head>
  <body data-api="${api}">
    <main>
      <h1>医院月度结算</h1>
      <p>上传申报文件、核对差异、提交汇总表、核对申请单、答复提问。报送前可先用 <a href="/check">报送前自查</a>。</p>
      <form id="who">
        <label>登录令牌（医院财务）<input id="token" type="password" autocomplete="off" required /></label>
        <label>结算月份<input id="month" type="month" required /></label>
        <button type="submit">查看</button>
      </form>
      <p id="said" role="status" aria-live="polite"></p>
      <div id="work"></div>
    </main>
  </body>
</html>
`;
