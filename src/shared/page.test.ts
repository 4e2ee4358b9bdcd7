import { describe, expect, it } from 'vitest';
import { pageHtml } from './page.ts';

const parts = {
  scriptUri: 'https://host/form.js',
  styleUri: 'https://host/form.css',
  codiconUri: 'https://host/codicon.css',
  cspSource: 'https://host',
  nonce: 'abc123',
  title: 'Set Vault Notifications',
  language: 'en',
};

describe('the page of a form', () => {
  it('allows its own script, styles and font, and nothing inline or from elsewhere', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(pageHtml(parts))?.[1]?.replaceAll('&#39;', "'");
    expect(policy).toBe(
      "default-src 'none'; style-src https://host 'nonce-abc123'; font-src https://host; script-src 'nonce-abc123'; base-uri 'none'; form-action 'none'",
    );
    expect(policy).not.toContain('unsafe');
  });

  it('takes no part for HTML', () => {
    const page = pageHtml({ ...parts, title: '</title><script>x</script>', language: '"><script>' });
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain('<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;</title>');
  });
});
