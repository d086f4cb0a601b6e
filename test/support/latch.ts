/** A promise and the way to keep it: for holding one thing until another has come to a point. */
export function latch() {
  let open = () => {};
  const opened = new Promise<void>((done) => (open = done));
  return { opened, open };
}
