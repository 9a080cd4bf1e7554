/** The first page somebody sees after `npm start`, in Chinese. */
import type { Endpoints } from '../endpoints.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
  body { font: 16px/1.6 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; max-width: 60rem; margin: 2rem auto;
    padding: 0 1rem; color: #1c2430; background: #fafbfc; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem .6rem;
    border-bottom: 1px solid #dde3ea; vertical-align: top; } code { word-break: break-all; }
  button { font: inherit; padding: .15rem .7rem; cursor: pointer; } .sample { color: #8a4b00; }
`;

const addressRows = (endpoints: Endpoints): string =>
  [
    ['接口（HTTP API）', endpoints.api],
    ['接口文档', endpoints.docs],
    ['登录服务（OIDC）', endpoints.issuer],
    ['本机云端点', `${endpoints.aws.endpoint}（区域 ${endpoints.aws.region}）`],
  ]
    .map(
      ([what, where]) =>
        `<tr><th>${escaped(what ?? '')}</th><td><code>${escaped(where ?? '')}</code></td></tr>`,
    )
    .join('\n');

/** The page that a role works in; the token stands behind the #, which no server sees. */
const PAGES_OF: Readonly<Record<string, readonly [place: string, name: string]>> = {
  'hospital-finance': ['/month', '打开医院月度结算'],
  adjudicator: ['/papers', '打开材料核对'],
};
const pageLink = (role: string, token: string): string => {
  const page = PAGES_OF[role];
  return page === undefined ? '' : ` <a href="${page[0]}#${escaped(token)}">${page[1]}</a>`;
};

const signInRows = (endpoints: Endpoints): string =>
  endpoints.signIns
    .map(
      ({ role, name, token }) =>
        `<tr><td>${escaped(name)}</td><td><code>${escaped(role)}</code></td>
        <td><button data-token="${escaped(token)}">复制令牌</button>${pageLink(role, token)}</td></tr>`,
    )
    .join('\n');

const workflowRows = (endpoints: Endpoints): string =>
  Object.entries(endpoints.workflows)
    .map(
      ([name, arn]) => `<tr><td><code>${escaped(name)}</code></td><td><code>${escaped(arn)}</code></td></tr>`,
    )
    .join('\n');

export const landingPage = (endpoints: Endpoints): string => `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>二报 本机环境</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <h1>二报 本机环境</h1>
    <p class="sample">本机中的参保人、医院等级和就诊记录均为样例，并非真实人员或机构。</p>
    <h2>各处地址</h2>
    <table>${addressRows(endpoints)}</table>
    <p><a href="/docs">打开接口文档</a>：点“Authorize”粘贴下面任一岗位的令牌即可试用。</p>
    <p><a href="/check">报送前自查</a>：医院的月度结算文件在浏览器内检查，不上传。<a href="/month">医院月度结算</a>：上传、核对差异、申请单、问答。</p>
    <h2>各岗位登录</h2>
    <table><tr><th>岗位</th><th>角色</th><th>令牌</th></tr>${signInRows(endpoints)}</table>
    <h2>工作流</h2>
    <table>${workflowRows(endpoints)}</table>
    <p>完整清单见 <code>.local/endpoints.json</code>。</p>
    <script>
      document.addEventListener('click', async (event) => {
        const token = event.target.dataset && event.target.dataset.token;
        if (!token) return;
        await navigator.clipboard.writeText(token);
        event.target.textContent = '已复制';
      });
    </script>
  </body>
</html>
`;
