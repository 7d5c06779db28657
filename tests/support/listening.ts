import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Parts } from '../../src/web/app.js';
import { testSite, type TestSite } from './app.js';

/** The test site listening on a free port of this machine, for browsers. */
export async function listeningSite(now?: Date, changes: Partial<Parts> = {}): Promise<TestSite & { address: string }> {
  const site = await testSite(now, changes);
  const server: Server = createServer(site.app);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...site,
    address: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await site.close();
    },
  };
}
