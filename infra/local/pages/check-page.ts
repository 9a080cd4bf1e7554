/** 报送前自查: a hospital's file is checked in the browser. The page may load its own script and connect to nowhere. */
import path from 'node:path';
import { build } from 'esbuild';

/** Nothing may leave the page: no connection, no form, no foreign frame. */
export const CHECK_PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

export const CHECK_STYLE = `
:root { font: 16px/1.6 system-ui, 'Noto Sans SC', 'Microsoft YaHei', sans-serif; color: #1c2733; background: #f4f6f8; }
body { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
p { margin: .25rem 0 1rem; }
fieldset { border: 0; padding: 0; margin: 0 0 1rem; display: flex; flex-wrap: wrap; gap: 1rem; }
label { display: flex; flex-direction: column; font-size: .875rem; }
input, select { font: inherit; padding: .4rem .5rem; border: 1px solid #6b7a89; border-radius: 4px; background: #fff; }
#drop { border: 2px dashed #4a6785; border-radius: 8px; background: #fff; padding: 2rem 1rem; text-align: center; }
#drop.over { background: #e3eefb; }
button { font: inherit; padding: .5rem 1rem; border: 1px solid #1f4e79; border-radius: 4px; background: #1f4e79; color: #fff; cursor: pointer; }
button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #f0a202; outline-offset: 2px; }
#verdict { font-size: 1.125rem; font-weight: 600; margin: 1.25rem 0 .5rem; }
#verdict.good { color: #1b6e3c; } #verdict.bad { color: #a4161a; }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: .5rem 0 1rem; }
dt { font-size: .8125rem; color: #44525f; } dd { margin: 0; font-variant-numeric: tabular-nums; }
.table { overflow-x: auto; background: #fff; border: 1px solid #ccd4db; border-radius: 4px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #e3e8ec; vertical-align: top; }
th, td:nth-child(-n+4) { white-space: nowrap; }
`;

export const CHECK_PAGE = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>报送前自查</title>
    <link rel="stylesheet" href="/check/page.css" />
    <script type="module" src="/check/page.js"></script>
  </head>
  <body>
    <main>
      <h1>月度结算文件：报送前自查</h1>
      <p>文件只在本机浏览器内检查，不会上传。检查所用程序与报送后接收文件的程序相同；参保、限额和已有结算记录要到报送后才能核对。</p>
      <fieldset>
        <label>定点医药机构编号（可不填）<input id="hospital" maxlength="12" placeholder="H44011500001" /></label>
        <label>结算月份（可不填）<input id="month" type="month" /></label>
        <label>基金支付总额是否含个人账户
          <select id="account"><option value="account-included">含</option><option value="account-excluded">不含</option></select>
        </label>
      </fieldset>
      <div id="drop">
        <p>把 CSV 或 XLSX 文件拖到这里，或</p>
        <label for="file">选择文件</label>
        <input id="file" type="file" accept=".csv,.txt,.xlsx" />
      </div>
      <div aria-live="polite">
        <p id="verdict"></p>
      </div>
      <dl id="totals"></dl>
      <p><button id="save" type="button" hidden>下载问题清单</button></p>
      <div class="table" id="found" hidden>
        <table><thead><tr id="heads"></tr></thead><tbody id="rows"></tbody></table>
      </div>
    </main>
  </body>
</html>
`;

/** The script of a page, with the packages that it shares with what runs behind the API, for a browser. */
export const bundlePageScript = async (
  name: 'check-script' | 'month-script' | 'papers-script',
): Promise<string> => {
  const built = await build({
    entryPoints: [path.join(import.meta.dirname, `${name}.ts`)],
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    minify: true,
    write: false,
    logLevel: 'warning',
  });
  return built.outputFiles[0]?.text ?? '';
};
