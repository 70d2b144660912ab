"use strict";
// Makes the forms of steps smoother: rows come without a new page, what is typed is kept aside. Without it everything works by buttons alone.
(() => {
  const EVERY = 5000; // milliseconds between two looks at what was typed
  const form = () => document.getElementById("act-form");
  let saved = "";
  let saving = false;
  let leaving = false;
  let sending = null; // what is on its way, to be given up once the form itself goes

  const typed = () => new URLSearchParams(new FormData(form())).toString();

  const tell = (text) => {
    const line = document.getElementById("kept");
    if (line) line.textContent = text;
  };

  const keep = async () => {
    if (!form() || saving || leaving) return;
    const now = typed();
    if (now === saved) return;
    saving = true;
    sending = new AbortController();
    try {
      const answer = await fetch(form().dataset.keep, {
        method: "POST", body: new URLSearchParams(now), headers: { Accept: "text/plain" }, signal: sending.signal,
      });
      const line = answer.headers.get("Content-Type") || "";
      tell(line.startsWith("text/plain") ? await answer.text() : "没有暂存：登录可能已经过时，请另开一页登录");
      if (answer.ok) saved = now;
    } catch {
      if (!leaving) tell("没有暂存：网络不通，恢复后自动再存");
    } finally {
      saving = false;
    }
  };

  // A button for a row, a group or another way: the form is taken from the answer in the place of the present one.
  const redraw = async (button) => {
    const body = new URLSearchParams(new FormData(form(), button));
    const answer = await fetch(form().action, { method: "POST", body, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page.getElementById("act-form");
    if (!answer.ok || !drawn) throw new Error("no form in the answer");
    form().replaceWith(drawn);
    document.dispatchEvent(new Event("drawn"));
    focus(button.name, button.value);
  };

  // To the first field of the row that came, or of what is left of the list.
  const focus = (how, name) => {
    const fields = [...form().elements].filter((one) => one.name.startsWith(`${name}.`) && one.type !== "hidden");
    if (!fields.length) return;
    const rowOf = (one) => one.name.slice(name.length + 1).split(".")[0];
    const row = rowOf(how === "add" ? fields[fields.length - 1] : fields[0]);
    const rows = /^\d+$/.test(row); // a group that was opened has fields and no rows
    (rows ? fields.find((one) => rowOf(one) === row) : fields[0]).focus();
  };

  const act = (button) =>
    redraw(button).catch(() => {
      leaving = true;
      form().requestSubmit(button); // as without this script
    });

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target !== form() || leaving) return;
    if (button && ["add", "remove", "pick"].includes(button.name)) {
      event.preventDefault();
      act(button);
      return;
    }
    leaving = true;
    if (sending) sending.abort();
  });

  document.addEventListener("change", (event) => {
    const name = event.target.dataset && event.target.dataset.picks;
    const button = name && document.querySelector(`button[data-pick="${CSS.escape(name)}"]`);
    if (button) act(button);
  });

  window.addEventListener("pagehide", () => {
    if (!form() || leaving || typed() === saved) return;
    navigator.sendBeacon(form().dataset.keep, new URLSearchParams(typed()));
  });

  if (!form()) return;
  saved = typed();
  setInterval(keep, EVERY);
  const faults = document.getElementById("faults") || document.getElementById("since");
  if (faults) faults.focus();
})();
