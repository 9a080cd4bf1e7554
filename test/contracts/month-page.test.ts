/** 医院月度结算: the page holds nothing that its policy forbids, and names every field. */
import { describe, expect, it } from 'vitest';
import { bundlePageScript } from '../../infra/local/pages/check-page.ts';
import { monthPage, monthPagePolicy } from '../../infra/local/pages/month-page.ts';

const API = 'http://127.0.0.1:4566/_aws/execute-api/abc/$default';

describe('the page of the month', () => {
  it('connects to the API and nowhere else, and runs its own script only', () => {
    expect(monthPagePolicy(API)).toContain("default-src 'none'");
    expect(monthPagePolicy(API)).toContain('connect-src http://127.0.0.1:4566;');
    const page = monthPage(API);
    expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, place]) => place)).toEqual([
      '/month/page.css',
      '/month/page.js',
      '/check',
    ]);
    expect(page).not.toMatch(/<script>|<style>| style=| on[a-z]+=/);
    expect([...page.matchAll(/<input/g)]).toHaveLength([...page.matchAll(/<label>[^<]+<input/g)].length);
  });

  it('runs in a browser without code made from text, and writes no markup', async () => {
    const script = await bundlePageScript('month-script');
    expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write/);
    expect(script.length).toBeLessThan(400_000);
  });
});
