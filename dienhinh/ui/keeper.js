// Tells the server which browser this is (a random number of its own, kept here), and asks before leaving unsaved input.
export default function (component) {
  const { data, setStateValue } = component;
  const KEY = "dienhinh.browser";
  let mine = null;
  try {
    mine = localStorage.getItem(KEY);
    if (!mine) {
      mine = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
      localStorage.setItem(KEY, mine);
    }
  } catch (error) {
    mine = null; // storage is forbidden: input is then kept for this visit only
  }
  if (mine && data.known !== mine) setStateValue("browser", mine);

  // Called anew whenever the data change: the listeners are set once, and read what was said last.
  const said = { unsaved: data.unsaved, question: data.question };
  if (!window.dienhinhKeeper) {
    window.addEventListener("beforeunload", (event) => {
      if (!window.dienhinhKeeper?.unsaved) return;
      event.preventDefault();
      event.returnValue = "";
    });
    document.addEventListener(
      "click",
      (event) => {
        const links = ["stTopNavLink", "stSidebarNavLink", "stPageLink-NavLink"].map((id) => `[data-testid="${id}"]`);
        const link = event.target.closest?.(links.join(", "));
        if (!link || !window.dienhinhKeeper?.unsaved || window.confirm(window.dienhinhKeeper.question)) return;
        event.preventDefault();
        event.stopPropagation();
      },
      true,
    );
  }
  window.dienhinhKeeper = said;
  return () => {
    if (window.dienhinhKeeper === said) window.dienhinhKeeper = { unsaved: false };
  };
}
