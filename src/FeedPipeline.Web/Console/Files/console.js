// Without this file everything works; with it, live parts follow the pipeline, and one box chooses all.
(() => {
  "use strict";
  const all = document.querySelector("[data-all]");
  const boxes = () => document.querySelectorAll(`input[type=checkbox][name="${all.dataset.all}"]`);
  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
  }

  const live = () => document.querySelectorAll("[data-live]");
  if (live().length === 0 || !("EventSource" in window)) return;

  // What the operator is busy with is left alone.
  const isBusy = (part) => part.contains(document.activeElement) || part.querySelector("input:checked:not([data-all]), details[open]") !== null || !getSelection().isCollapsed;
  let loading = false;
  const load = async () => {
    if (loading || document.hidden) return;
    loading = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      live().forEach((part) => {
        const next = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
        if (next && !isBusy(part)) {
          part.replaceWith(document.importNode(next, true));
        }
      });
    } catch {
      // The next event tries again.
    } finally {
      loading = false;
    }
  };

  new EventSource("/live").addEventListener("polled", load);
})();
