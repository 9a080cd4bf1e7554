/** 材料核对: the page holds nothing that its policy forbids, and names every field. */
import { describe, expect, it } from 'vitest';
import { bundlePageScript } from '../../infra/local/pages/check-page.ts';
import { papersPage, papersPagePolicy } from '../../infra/local/pages/papers-page.ts';

const API = 'http://127.0.0.1:4566/_aws/execute-api/abc/$default';
const STORE = 'http://127.0.0.1:4567';

describe('the page of papers', () => {
  it('connects to the API, shows pictures of the store, and runs its own script only', () => {
    const policy = papersPagePolicy(API, STORE);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('connect-src http://127.0.0.1:4566;');
    expect(policy).toContain('img-src http://127.0.0.1:4567;');
    const page = papersPage(API);
    expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, place]) => place)).toEqual([
      '/papers/page.css',
      '/papers/page.js',
    ]);
    expect(page).not.toMatch(/<script>|<style>| style=| on[a-z]+=/);
    const fields = [...page.matchAll(/<(?:input|select)/g)];
    expect(fields).toHaveLength([...page.matchAll(/<label>[^<]+<(?:input|select)/g)].length);
  });

  it('runs in a browser without code made from text, and writes no markup', async () => {
    const script = await bundlePageScript('papers-script');
    expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write/);
    expect(script.length).toBeLessThan(400_000);
  });
});
