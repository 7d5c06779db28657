import { word } from './page-form.js';

const className = 'offline';

/** Says beside the button that the network is gone, how often it was tried, and offers to try at once. */
export function showBanner(form: HTMLFormElement, facts: { kept: boolean; tries: number }, retry: () => void): void {
  let banner = form.querySelector(`.${className}`);
  if (!banner) {
    banner = document.createElement('div');
    banner.className = `${className} soft-summary`;
    banner.innerHTML =
      '<p role="status"></p><p><span></span> <button type="button" class="button secondary"></button></p>';
    form.querySelector('.actions')?.before(banner);
    banner.querySelector('button')?.addEventListener('click', () => form.dispatchEvent(new Event('retry')));
  }
  const sentence = banner.querySelector('[role=status]');
  const words = word(form, facts.kept ? 'offline' : 'offlineUnkept');
  // Said once, not at every try.
  if (sentence && sentence.textContent !== words) sentence.textContent = words;
  const [count, button] = [banner.querySelector('span'), banner.querySelector('button')];
  if (count) count.textContent = word(form, 'tries', { n: facts.tries });
  if (button) button.textContent = word(form, 'retry');
  form.addEventListener('retry', retry, { once: true });
  if (facts.tries === 1) banner.scrollIntoView({ block: 'nearest' });
}

export function hideBanner(form: HTMLFormElement): void {
  form.querySelector(`.${className}`)?.remove();
}
