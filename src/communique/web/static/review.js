// Judging by key: a accepts, r rejects, e opens the edit of the line that the reader is on, u takes the last one back.
"use strict";
(() => {
  const queue = document.querySelector(".review");
  const done = [];

  // Not `form.action`: the buttons are called so.
  const send = async (form, action) => {
    const body = new URLSearchParams(new FormData(form));
    if (action) body.set("action", action);
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.error ? `${said.error.what}: ${said.error.what_to_do}` : answer.statusText);
    return said;
  };

  const judge = async (line, action) => {
    if (!line || line.classList.contains("done")) return;
    const verdict = line.querySelector(".verdict");
    line.classList.add("done");
    verdict.textContent = "…";
    try {
      const made = await send(line.querySelector("form.judge"), action);
      done.push({ line, id: made.judgement_id });
      verdict.textContent = `${made.action}${made.action.endsWith("e") ? "d" : "ed"}`;
      window.communiqueWatch();
    } catch (error) {
      line.classList.remove("done");
      verdict.textContent = error.message;
    }
  };

  const undo = async () => {
    const last = done.pop();
    if (!last) return;
    const key = last.line.querySelector("[name=key]").value;
    await fetch(`/judgement/${last.id}/undo`, { method: "POST", body: new URLSearchParams({ key }), headers: { Accept: "application/json" } });
    last.line.classList.remove("done");
    last.line.querySelector(".verdict").textContent = "taken back";
    window.communiqueWatch();
  };

  const step = (line) => {
    line.classList.remove("here");
    const next = line.nextElementSibling;
    if (next) { next.classList.add("here"); next.scrollIntoView({ block: "nearest" }); const link = next.querySelector("a"); if (link) link.focus({ preventScroll: true }); }
  };

  if (queue) {
    queue.addEventListener("submit", (event) => {
      event.preventDefault();
      judge(event.target.closest(".line"), event.submitter ? event.submitter.value : "");
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
      if (document.querySelector("dialog[open]")) return;
      const line = queue.querySelector(".line.here");
      if (event.key === "u") undo();
      else if (!line) return;
      else if (event.key === "a") { judge(line, "accept"); step(line); }
      else if (event.key === "r") { judge(line, "reject"); step(line); }
      else if (event.key === "e") { event.preventDefault(); const mend = line.querySelector("details.mend"); mend.open = true; mend.querySelector("select").focus(); }
    });
  }
  window.communiqueWatch();
})();
