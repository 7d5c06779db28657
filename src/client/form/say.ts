const id = 'say';

/** Tells a screen reader something politely; sighted people see it where it happens. */
export function say(text: string): void {
  let region = document.getElementById(id);
  if (!region) {
    region = document.createElement('div');
    region.id = id;
    region.className = 'visually-hidden';
    region.setAttribute('role', 'status');
    document.body.append(region);
  }
  region.textContent = text;
}
