// Keys: j and k walk the lines of a page, Enter opens one, / searches, h goes home, ? lists keys.
"use strict";
(() => {
  const lines = () => [...document.querySelectorAll(".line")];
  let at = -1;
  const go = (step) => {
    const all = lines();
    if (!all.length) return;
    if (all[at]) all[at].classList.remove("here");
    at = Math.max(0, Math.min(all.length - 1, at + step));
    all[at].classList.add("here");
    all[at].scrollIntoView({ block: "nearest" });
    const link = all[at].querySelector("a");
    if (link) link.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "h") location.assign("/");
    else if (event.key === "/") { event.preventDefault(); document.getElementById("q").focus(); }
    else if (event.key === "?") document.getElementById("keys").showModal();
  });
})();
