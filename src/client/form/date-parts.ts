/** A whole date typed or pasted into the first box, as 20261103 or 2026-11-03, is spread over year, month and day. */
export function spreadDates(): void {
  document.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.closest('.date-parts') === null) return;
    const [year, month, day] = target.closest('.date-parts')?.querySelectorAll('input') ?? [];
    const digits = /^(\d{4})\D?(\d{2})\D?(\d{2})$/.exec(target.value.normalize('NFKC').trim());
    if (target !== year || !month || !day || !digits) return;
    [year.value, month.value, day.value] = [digits[1] ?? '', digits[2] ?? '', digits[3] ?? ''];
    day.focus();
  });
}
