// When something is drawn.

/** Runs a function after the next frame, once however often it is asked for: the texts are drawn first. */
export function afterFrame(task) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        asked = false;
        task();
      }),
    );
  };
}
