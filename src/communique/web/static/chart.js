// Draws the chart from the spec in the page: fitted to its place, in the page's colours; a click on a mark opens its fact.
// A timeline can be swept, wheeled and keyed closer; the days that are shown stand in the address.
"use strict";
(() => {
  const place = document.getElementById("chart");
  const spec = JSON.parse(document.getElementById("spec").textContent);
  const style = getComputedStyle(document.documentElement);
  const tint = (name) => style.getPropertyValue(name).trim();
  const kind = place.dataset.kind;

  const colors = {
    background: "transparent", font: getComputedStyle(document.body).fontFamily,
    axis: { labelColor: tint("--soft"), titleColor: tint("--soft"), gridColor: tint("--line"), domainColor: tint("--strong"), tickColor: tint("--strong"), labelFontSize: 11.5, titleFontSize: 11.5, titleFontWeight: 400, labelLimit: Math.min(168, place.clientWidth * 0.27) },
    legend: { labelColor: tint("--soft"), titleColor: tint("--soft") },
    text: { color: tint("--ink") }, view: { stroke: null },
  };

  const merge = (into, from) => {
    for (const [key, value] of Object.entries(from)) {
      if (value && typeof value === "object" && !Array.isArray(value)) into[key] = merge(into[key] || {}, value);
      else into[key] = value;
    }
    return into;
  };
  spec.config = merge(spec.config || {}, colors);

  // The room that labels of the axis take is only known once they are drawn: draw, measure, fit.
  const widen = (width) => {
    for (const panel of spec.vconcat || []) panel.width = Math.max(140, width);
    const ticks = Math.max(2, Math.floor(width / 90));
    const thin = (node) => {
      if (!node || typeof node !== "object") return;
      if (node.tickCount) node.tickCount = Math.min(8, ticks);
      Object.values(node).forEach(thin);
    };
    (spec.vconcat || []).forEach(thin);
  };
  // Names that would lie on one another: the busier place keeps its own, the other tells its name when it is pointed at.
  const apart = (places) => {
    const perDegree = spec.projection.scale * Math.PI / 180;
    const boxes = [];
    return places.filter((one) => {
      const box = { x: one.lon * perDegree, y: -one.lat * perDegree, half: one.place.length * 3.3 };
      const free = boxes.every((other) => Math.abs(box.y - other.y) > 14 || Math.abs(box.x - other.x) > box.half + other.half);
      if (free) boxes.push(box);
      return free;
    });
  };

  const scaleMap = (width) => {
    const height = Math.max(240, Math.min(innerHeight * 0.62, width * 0.52));
    spec.projection.scale *= Math.min(height / spec.height, width / spec.width);
    [spec.width, spec.height] = [width, height];
    spec.projection.translate = [width / 2, height / 2];
    spec.layer[0].mark.fill = tint("--line");
    spec.layer[0].mark.stroke = tint("--paper");
    spec.layer[2].data.values = apart(spec.layer[2].data.values);
  };

  const fit = () => {
    const room = place.clientWidth;
    if (kind === "map") scaleMap(room);
    else if (kind === "network") { spec.width = Math.min(room, Math.max(680, innerHeight * 0.8)); spec.height = Math.min(spec.width, Math.max(620, innerHeight * 0.7)); }
    else widen(room - Math.min(200, room * 0.3) - 30);
  };

  // Their own sheets would be written into the page, which its policy forbids: ours has what they need.
  const tooltip = { theme: "custom", disableDefaultStyle: true };
  const draw = () => vegaEmbed(place, spec, { ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip });

  const open = (_, item) => {
    const href = item && item.datum && item.datum.href;
    if (typeof href === "string" && href.startsWith("/") && !href.startsWith("//")) location.assign(href);
  };

  const begin = async () => {
    if (kind === "timeline") startWindow();
    fit();
    let drawn = await draw();
    if (kind === "timeline") {
      const spare = place.clientWidth - Number(place.querySelector("svg").getAttribute("width"));
      if (Math.abs(spare) > 4) { widen(spec.vconcat[0].width + spare - 2); drawn.finalize(); drawn = await draw(); }
    }
    drawn.view.addEventListener("click", open);
    if (kind === "timeline") zoomable(drawn.view);
    // The figure is named as a whole and the list holds the same: who listens need not hear every mark.
    place.querySelector("svg").setAttribute("aria-hidden", "true");
    place.dataset.drawn = "yes";
  };

  const plotOf = (name) => {
    const index = (spec.vconcat || []).findIndex((panel) => panel.name === name);
    const group = index < 0 ? null : place.querySelector(`.${name}_group > g > path.background`) || place.querySelector(`.concat_${index}_group > g > path.background`);
    return group ? group.getBoundingClientRect() : null;
  };

  const DAY = 86400000;
  const day = (moment) => new Date(moment).toISOString().slice(0, 10);
  let shown, whole, first;

  const startWindow = () => {
    ({ whole, window: first } = spec.usermeta);
    shown = [...first];
    const asked = new URLSearchParams(location.search).get("zoom");
    const days = asked && asked.match(/^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/);
    if (days) {
      const wanted = [Date.parse(days[1]), Date.parse(days[2])];
      if (wanted[0] < wanted[1]) shown = wanted;
    }
    spec.params[0].value = shown[0];
    spec.params[1].value = shown[1];
  };

  const zoomable = (view) => {
    const bar = document.querySelector(".zoom");
    const output = bar.querySelector("output");
    const only = bar.querySelector("[data-zoom=list]");
    bar.hidden = false;

    const tell = () => {
      const all = shown[0] === first[0] && shown[1] === first[1];
      output.textContent = `${day(shown[0])} to ${day(shown[1])}`;
      only.hidden = all;
      const address = new URL(location.href);
      if (all) address.searchParams.delete("zoom");
      else address.searchParams.set("zoom", `${day(shown[0])}..${day(shown[1])}`);
      history.replaceState(null, "", address);
    };
    const show = (from, to) => {
      let length = Math.min(Math.max(to - from, 7 * DAY), whole[1] - whole[0]);
      from = Math.min(Math.max(from, whole[0]), whole[1] - length);
      shown = [from, from + length];
      view.signal("shown_from", shown[0]).signal("shown_to", shown[1]).runAsync();
      tell();
    };
    const scale = (factor, around) => {
      const at = around === undefined ? (shown[0] + shown[1]) / 2 : around;
      show(at - (at - shown[0]) * factor, at + (shown[1] - at) * factor);
    };
    const shift = (part) => { const step = (shown[1] - shown[0]) * part; show(shown[0] + step, shown[1] + step); };
    const actions = {
      in: () => scale(0.5), out: () => scale(2), earlier: () => shift(-0.5), later: () => shift(0.5),
      all: () => show(first[0], first[1]),
      list: () => {
        const address = new URL(location.href);
        address.searchParams.set("since", day(shown[0]));
        address.searchParams.set("until", day(shown[1]));
        address.searchParams.delete("zoom");
        address.searchParams.delete("page");
        location.assign(address);
      },
    };
    bar.addEventListener("click", (event) => { const button = event.target.closest("[data-zoom]"); if (button) actions[button.dataset.zoom](); });
    const keys = { "+": "in", "=": "in", "-": "out", "0": "all", ArrowLeft: "earlier", ArrowRight: "later" };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
      if (keys[event.key]) { event.preventDefault(); actions[keys[event.key]](); }
    });

    // Which panel lies under the pointer, and the moment that it points at: the overview spans all, the others the window.
    const under = (event) => {
      for (const panel of spec.vconcat) {
        const box = plotOf(panel.name);
        if (box && event.clientX >= box.left - 2 && event.clientX <= box.right + 2 && event.clientY >= box.top && event.clientY <= box.bottom) {
          const span = panel.name === "overview" ? [...whole] : [...shown];
          return { box, moment: (x) => span[0] + ((Math.min(Math.max(x, box.left), box.right) - box.left) / box.width) * (span[1] - span[0]) };
        }
      }
      return null;
    };

    let sweep = null;
    place.addEventListener("pointerdown", (event) => {
      const spot = event.button === 0 && event.pointerType !== "touch" ? under(event) : null;
      if (spot) sweep = { ...spot, from: event.clientX, veil: null };
    });
    addEventListener("pointermove", (event) => {
      if (!sweep || Math.abs(event.clientX - sweep.from) < 5) return;
      if (!sweep.veil) { sweep.veil = document.createElement("div"); sweep.veil.className = "sweep"; place.append(sweep.veil); }
      const frame = place.getBoundingClientRect();
      const ends = [sweep.from, Math.min(Math.max(event.clientX, sweep.box.left), sweep.box.right)].sort((a, b) => a - b);
      sweep.veil.style.cssText = `left:${ends[0] - frame.left}px;width:${ends[1] - ends[0]}px;top:${sweep.box.top - frame.top}px;height:${sweep.box.height}px`;
    });
    addEventListener("pointerup", (event) => {
      const done = sweep;
      sweep = null;
      if (!done || !done.veil) return;
      done.veil.remove();
      const ends = [done.moment(done.from), done.moment(event.clientX)].sort((a, b) => a - b);
      show(ends[0], ends[1]);
    });
    place.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.shiftKey) return;
      const spot = under(event);
      if (!spot) return;
      event.preventDefault();
      scale((event.deltaY || event.deltaX) > 0 ? 1.25 : 0.8, spot.moment(event.clientX));
    }, { passive: false });
    place.addEventListener("dblclick", () => actions.all());
    tell();
  };

  begin().catch((error) => { place.textContent = `The chart could not be drawn (${error.message}). The list holds the same.`; });
  // Paper is light: to print is no reason to begin anew.
  let printing = false;
  addEventListener("beforeprint", () => { printing = true; });
  addEventListener("afterprint", () => { setTimeout(() => { printing = false; }, 500); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (!printing) location.reload(); });
})();
