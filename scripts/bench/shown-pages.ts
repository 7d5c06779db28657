import cookieParser from 'cookie-parser';
import express, { type Express, type Response as Reply } from 'express';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { assetAddress } from '../../src/web/assets.js';
import { loadCatalogue, locale } from '../../src/web/locale.js';
import { pageFacts } from '../../src/web/page-facts.js';
import { root } from '../../src/web/root.js';

/** What a page is made of, caught on its way to the template. */
export interface Caught {
  view: string;
  data: object;
}

export interface Show {
  /** A reply that keeps what it is asked to render instead of sending it. */
  catcher(): { reply: Reply; caught: () => Caught };
  /** Fills the template in. */
  render(caught: Caught): Promise<string>;
}

/** The site's templates and the facts that its middleware gives every page, inside one request of a resident. */
export async function withPages(work: (show: Show) => Promise<void>): Promise<void> {
  const app = express();
  app.set('views', join(root, 'views')).set('view engine', 'ejs').enable('view cache');
  app.locals['asset'] = assetAddress();
  app.use(cookieParser(), locale(loadCatalogue()), pageFacts);
  app.get('/', async (_req, res) => {
    await work(showIn(app, res));
    res.end();
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((listening) => {
    server.once('listening', listening);
  });
  try {
    const reply = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    if (!reply.ok) throw new Error(await reply.text());
  } finally {
    server.close();
  }
}

function showIn(app: Express, res: Reply): Show {
  return {
    catcher() {
      let caught: Caught | undefined;
      const reply = Object.create(res, {
        status: { value: () => reply },
        render: { value: (view: string, data: object) => (caught = { view, data }) },
      }) as Reply;
      return {
        reply,
        caught() {
          if (!caught) throw new Error('catcher requires a page that is shown');
          return caught;
        },
      };
    },
    render: ({ view, data }) =>
      new Promise((filled, failed) => {
        app.render(view, { ...data, _locals: res.locals }, (error: Error | null, html?: string) =>
          error ? failed(error) : filled(html ?? ''),
        );
      }),
  };
}
