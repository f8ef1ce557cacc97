// The keyboard of the projector: next, previous, jump by typing, full screen, black-out, help; a clicker's keys work.
export default function (component) {
  const { data, setTriggerValue } = component;
  window.dienhinhStage = { data, go: (key) => setTriggerValue("go", key), act: (what) => setTriggerValue("act", what) };
  if (window.dienhinhStageOn) return () => {};
  window.dienhinhStageOn = true;

  const said = () => window.dienhinhStage.data;
  const layer = (kind) => {
    let box = document.querySelector(`.dh-overlay.dh-${kind}`);
    if (!box) {
      box = document.createElement("div");
      box.className = `dh-overlay dh-${kind}`;
      if (kind !== "black") box.setAttribute("role", "dialog");
      document.body.append(box);
    }
    return box;
  };
  const isOn = (kind) => document.querySelector(`.dh-overlay.dh-${kind}.dh-on`) !== null;
  const off = () => document.querySelectorAll(".dh-overlay").forEach((box) => box.classList.remove("dh-on"));
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();

  const move = (by) => {
    const { screens, now } = said();
    const at = screens.findIndex((s) => s.key === now);
    const to = Math.min(Math.max(at + by, 0), screens.length - 1);
    if (to !== at) window.dienhinhStage.go(screens[to].key);
  };

  const help = () => {
    const box = layer("help");
    box.setAttribute("aria-label", said().help_title);
    const list = document.createElement("dl");
    for (const [keys, what] of said().help) {
      const dt = document.createElement("dt");
      const dd = document.createElement("dd");
      dt.textContent = keys;
      dd.textContent = what;
      list.append(dt, dd);
    }
    box.replaceChildren(list);
    box.classList.add("dh-on");
  };

  const jump = (first) => {
    const box = layer("jump");
    box.setAttribute("aria-label", said().jump);
    const input = document.createElement("input");
    input.setAttribute("aria-label", said().jump);
    input.value = first;
    const list = document.createElement("ol");
    let found = [];
    let at = 0;
    const draw = () => {
      const wanted = fold(input.value);
      found = said().screens.filter((s) => fold(`${s.name} ${s.key}`).includes(wanted)).slice(0, 8);
      at = Math.min(at, Math.max(found.length - 1, 0));
      list.replaceChildren(
        ...found.map((s, i) => {
          const item = document.createElement("li");
          item.textContent = s.name;
          if (i === at) item.className = "dh-on";
          item.addEventListener("click", () => {
            off();
            window.dienhinhStage.go(s.key);
          });
          return item;
        }),
      );
    };
    input.addEventListener("input", () => {
      at = 0;
      draw();
    });
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "ArrowDown") at += 1;
      else if (event.key === "ArrowUp") at = Math.max(at - 1, 0);
      else if (event.key === "Escape") return off();
      else if (event.key === "Enter") {
        off();
        if (found[at]) window.dienhinhStage.go(found[at].key);
        return;
      } else return;
      event.preventDefault();
      draw();
    });
    box.replaceChildren(input, list);
    box.classList.add("dh-on");
    draw();
    input.focus();
    input.setSelectionRange(first.length, first.length);
  };

  // In the capture phase, on the window: Streamlit has shortcuts of its own for single letters.
  window.addEventListener(
    "keydown",
    (event) => {
      if (!document.querySelector(".dh-screen, .dh-presenter")) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const field = event.target.closest?.("input, textarea, select, [contenteditable], [role=slider], [role=combobox], [role=listbox]");
      if (field) return;
      // a calendar or a list that is open closes first, by itself
      if (event.key === "Escape" && document.querySelector('[data-baseweb="popover"]')) return;
      const take = () => {
        event.preventDefault();
        event.stopImmediatePropagation();
      };
      const key = event.key;
      if (isOn("black")) {
        take();
        return off();
      }
      if (key === "Escape") {
        take();
        if (isOn("help") || isOn("jump")) return off();
        return window.dienhinhStage.act(said().open ? "close" : "drop");
      }
      if (["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"].includes(key)) {
        if (event.target.closest?.("button, a") && (key === " " || key === "Enter")) return;
        take();
        off();
        return move(1);
      }
      if (["ArrowLeft", "ArrowUp", "PageUp", "Backspace"].includes(key)) return take(), off(), move(-1);
      if (key === "Home") return take(), move(-100000);
      if (key === "End") return take(), move(100000);
      if (key === "b" || key === "B" || key === ".") return take(), layer("black").classList.add("dh-on");
      if (key === "?" || key === "F1") return take(), help();
      if (key === "f" || key === "F") {
        take();
        return document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
      }
      if (/^[1-9]$/.test(key)) return take(), window.dienhinhStage.act(`try.${key}`);
      if (key === "+" || key === "=") return take(), window.dienhinhStage.act("keep");
      if (key === "/") return take(), jump("");
      if (/^\p{L}$/u.test(key)) return take(), jump(key);
    },
    true,
  );
  return () => {};
}
