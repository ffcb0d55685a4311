// Keys for every page, filters that answer at once, and the note that tells of work in the background.
"use strict";
(() => {
  const seen = (element) => element.offsetParent !== null;
  const lines = () => [...document.querySelectorAll(".line")].filter(seen);
  const PLACES = { h: "/", e: "/events", n: "/network", m: "/map", a: "/actors", r: "/review" };
  let leading = false;

  const go = (step) => {
    const all = lines();
    if (!all.length) return;
    const at = all.findIndex((line) => line.classList.contains("here"));
    const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    if (at >= 0) all[at].classList.remove("here");
    next.classList.add("here");
    next.scrollIntoView({ block: "nearest" });
    const link = next.querySelector("a, button, summary");
    if (link) link.focus({ preventScroll: true });
  };

  const follow = (rel) => {
    const link = document.querySelector(`.pages a[rel=${rel}]`);
    if (link) link.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (document.querySelector("dialog[open]")) return;
    if (leading) {
      leading = false;
      if (PLACES[event.key]) location.assign(PLACES[event.key]);
      return;
    }
    const actions = {
      j: () => go(1), k: () => go(-1), n: () => follow("next"), p: () => follow("prev"),
      g: () => { leading = true; setTimeout(() => { leading = false; }, 1500); },
      "/": () => document.getElementById("q").focus(),
      f: () => { const first = document.querySelector(".filters select, .filters input, .filters summary"); if (first) first.focus(); },
      "?": () => document.getElementById("keys").showModal(),
    };
    if (actions[event.key]) { event.preventDefault(); actions[event.key](); }
  });

  // A menu closes when the reader goes elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // A filter that is changed with the mouse answers at once; typed ones on Enter. Empty ones stay out of the address.
  for (const form of document.querySelectorAll("form[data-auto]")) {
    form.addEventListener("change", (event) => { if (event.target.matches("select")) form.requestSubmit(); });
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && (field.value === "" || (field.name === "origins" && field.value === "0"))) field.disabled = true;
    });
  }
  addEventListener("pageshow", () => { for (const field of document.querySelectorAll("form[data-auto] :disabled")) field.disabled = false; });

  // Corrections that are still being worked in.
  const note = document.getElementById("work");
  window.communiqueWatch = async () => {
    for (;;) {
      let state;
      try { state = await (await fetch("/progress")).json(); } catch { return; }
      note.hidden = !state.working && !state.failed;
      note.textContent = state.failed || `Working the correction in (${state.stage})…`;
      if (!state.working) return;
      await new Promise((done) => setTimeout(done, 700));
    }
  };
})();
