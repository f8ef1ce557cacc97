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

  const leaving = (event) => {
    event.preventDefault();
    event.returnValue = "";
  };
  const going = (event) => {
    const link = event.target.closest?.('[data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"]');
    if (link && !window.confirm(data.question)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  if (data.unsaved) {
    window.addEventListener("beforeunload", leaving);
    document.addEventListener("click", going, true);
  }
  return () => {
    window.removeEventListener("beforeunload", leaving);
    document.removeEventListener("click", going, true);
  };
}
