// npm leaves optional packages of other platforms out of the lock file when the registry at hand lacks them, and `npm ci` then
// refuses that file. This adds the missing entries by name, version and platform, so that one lock file serves every platform.
// Run after each change of dependencies: npm run lock
import { readFileSync, writeFileSync } from 'node:fs';

const platforms = {
  aix: 'aix',
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  win32: 'win32',
  windows: 'win32',
};
const processors = {
  arm64: 'arm64',
  arm: 'arm',
  x64: 'x64',
  x86_64: 'x64',
  ia32: 'ia32',
  riscv64: 'riscv64',
  ppc64: 'ppc64',
  ppc64le: 'ppc64',
  s390x: 's390x',
  loong64: 'loong64',
  wasm32: 'wasm32',
  mips64el: 'mips64el',
  mipsel: 'mipsel',
};

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!/^\d/.test(version)) continue;
    const nested = `${path}/node_modules/${name}`;
    const top = `node_modules/${name}`;
    if (lock.packages[nested] || lock.packages[top]?.version === version) continue;
    const words = name.split(/[/.-]/);
    const os = words.map((w) => platforms[w]).find(Boolean);
    const cpu = words.map((w) => processors[w]).find(Boolean);
    const place = lock.packages[top] ? nested : top;
    lock.packages[place] = { version, ...(cpu ? { cpu: [cpu] } : {}), optional: true, ...(os ? { os: [os] } : {}) };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} optional entries added`);
