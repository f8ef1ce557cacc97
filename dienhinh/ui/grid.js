// A table that answers a click at once: sorted by its headers, its first column and its head always in view, printed whole.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const host = parentElement.querySelector(".dh-grid") ?? parentElement.appendChild(document.createElement("div"));
  host.className = "dh-grid";
  host.tabIndex = 0;
  host.setAttribute("role", "region");
  host.setAttribute("aria-label", data.alt);
  const made = (name, parent, text) => {
    const element = parent.appendChild(document.createElement(name));
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const table = document.createElement("table");
  made("caption", table, data.alt);
  const head = made("tr", made("thead", table));
  const body = made("tbody", table);
  let sorted = { at: -1, down: false };

  const key = (row, at) => {
    const cell = row[at];
    return Array.isArray(cell) ? cell[2] : cell;
  };
  const order = (rows) => {
    if (sorted.at < 0) return rows;
    const sign = sorted.down ? -1 : 1;
    return [...rows].sort((a, b) => {
      const [x, y] = [key(a, sorted.at), key(b, sorted.at)];
      return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "vi"));
    });
  };
  const open = (code) => setTriggerValue("open", code);
  const fill = () => {
    const rows = document.createDocumentFragment();
    for (const row of order(data.rows)) {
      const line = made("tr", rows);
      line.dataset.code = row[row.length - 1];
      data.columns.forEach((column, i) => {
        const cell = row[i];
        if (i === 0) {
          const first = made("th", line);
          first.scope = "row";
          const link = made("a", first, Array.isArray(cell) ? cell[0] : cell);
          link.href = `${data.page}?who=${encodeURIComponent(line.dataset.code)}`;
          return;
        }
        const place = made("td", line);
        if (column.wide) place.className = "dh-wide";
        if (!Array.isArray(cell)) {
          place.textContent = cell ?? "";
          return;
        }
        const [text, state, number] = cell;
        if (column.share) {
          const bar = made("span", place);
          bar.className = "dh-bar";
          made("i", bar).style.width = `${number * 100}%`;
          made("span", place, text).className = "dh-bar-text";
        } else made("b", place, text).className = state === null ? "" : `dh-of-${state}`;
      });
    }
    body.replaceChildren(rows);
  };

  data.columns.forEach((column, i) => {
    const cell = made("th", head);
    cell.scope = "col";
    const button = made("button", cell, column.name);
    button.type = "button";
    made("span", cell, column.name).setAttribute("aria-hidden", "true"); // paper repeats text, not buttons
    button.title = data.sort;
    button.addEventListener("click", () => {
      sorted = { at: i, down: sorted.at === i ? !sorted.down : Boolean(column.share) };
      head.querySelectorAll("th").forEach((one, k) => {
        one.removeAttribute("aria-sort");
        if (k === i) one.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      });
      fill();
    });
  });
  fill();
  table.addEventListener("click", (event) => {
    const line = event.target.closest("tr[data-code]");
    if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab is the browser's
    event.preventDefault();
    open(line.dataset.code);
  });
  host.replaceChildren(table);
  return () => {};
}
