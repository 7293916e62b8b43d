/** The frame of every page that the issuer serves: no script, no outside request, and a policy that says so. */
import { createHash } from 'node:crypto';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
ul { list-style: none; padding: 0 }
li { border: 1px solid #767676; border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0 }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center }
form strong { flex: 1 1 14rem }
form span { display: block; font-weight: normal; color: #4a4a4a }
button, select { font: inherit; padding: .4rem .8rem }
button { margin-left: auto; color: #fff; background: #0b4f6c; border: 1px solid #0b4f6c; border-radius: .3rem; cursor: pointer }
:focus-visible { outline: 3px solid #b35900; outline-offset: 2px }
[role=alert] { border-left: .3rem solid #a00; padding-left: .75rem }
`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  // Browsers hold a form to this through the redirects that answer it, and those go back to a program on this machine.
  "form-action 'self' http://localhost:* http://127.0.0.1:*",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What every page is sent with. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': POLICY,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** A whole page. @param body - HTML; what came from outside is escaped in it */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** A text as HTML shows it, within an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
