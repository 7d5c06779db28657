interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Says how far the filling is: one line that rewrites itself on a terminal, else a line at every fifth. */
export function progress(terminal: Terminal, total: number, what = '演示数据 Demo data'): (done: number) => void {
  let fifth = 0;
  return (done) => {
    const line = `${what}: ${done}/${total}`;
    if (terminal.isTTY) terminal.write(done < total ? `\r${line}` : `\r${line}\n`);
    else if (Math.floor((5 * done) / total) > fifth) terminal.write(`${line}\n`);
    fifth = Math.floor((5 * done) / total);
  };
}
