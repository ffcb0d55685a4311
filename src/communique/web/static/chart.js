// Draws the timeline from the spec in the page; a click on a mark opens its event.
"use strict";
(() => {
  const place = document.getElementById("chart");
  const spec = JSON.parse(document.getElementById("spec").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const options = { ast: true, actions: false, renderer: "svg", theme: dark ? "dark" : undefined };
  spec.background = "transparent";
  vegaEmbed(place, spec, options).then((drawn) => {
    drawn.view.addEventListener("click", (_, item) => {
      if (item && item.datum && item.datum.event_id) location.assign("/event/" + item.datum.event_id);
    });
  }).catch((error) => { place.textContent = "The chart could not be drawn: " + error.message + ". The table below holds the same."; });
})();
