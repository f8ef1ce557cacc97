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
  if (mine && !document.cookie.includes(mine)) document.cookie = `dienhinh_browser=${mine}; path=/; max-age=31536000; SameSite=Strict`;
  if (mine && data.known !== mine) setStateValue("browser", mine);

  // A chart as it is drawn, as a picture: the layers of its drawing in one, with their fonts.
  const picture = async (link) => {
    const layers = document.querySelectorAll(`.st-key-${link.dataset.dhPicture} .main-svg`);
    if (!layers.length) return;
    const { width, height } = layers[0].getBoundingClientRect();
    const font = getComputedStyle(layers[0]).fontFamily;
    const paper = getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor;
    const head = 40;
    const whole = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    whole.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    whole.setAttribute("width", width);
    whole.setAttribute("height", height + head);
    const ink = getComputedStyle(document.body).color;
    whole.innerHTML = `<rect width="100%" height="100%" fill="${paper}"/><text x="8" y="25" font-size="17" font-weight="600" fill="${ink}"></text>`;
    whole.querySelector("text").textContent = link.dataset.dhTitle;
    whole.querySelector("text").setAttribute("font-family", font);
    for (const layer of layers) {
      const copy = layer.cloneNode(true);
      copy.setAttribute("y", head);
      copy.removeAttribute("style");
      copy.querySelectorAll(".nsewdrag, .modebar, .drag").forEach((part) => part.remove());
      whole.append(copy);
    }
    const text = new XMLSerializer().serializeToString(whole);
    const give = (blob) => {
      const way = document.createElement("a");
      way.href = URL.createObjectURL(blob);
      way.download = `${link.dataset.dhTitle}.${link.dataset.dhAs}`;
      way.click();
      setTimeout(() => URL.revokeObjectURL(way.href), 10000);
    };
    const drawn = new Blob([text], { type: "image/svg+xml" });
    if (link.dataset.dhAs === "svg") return give(drawn);
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = width * 2;
      canvas.height = (height + head) * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(give, "image/png");
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  };
  if (!window.dienhinhPictures) {
    window.dienhinhPictures = true;
    const asked = (event) => event.target.closest?.("[data-dh-picture]");
    document.addEventListener("click", (event) => asked(event) && picture(asked(event)));
    document.addEventListener("keydown", (event) => event.key === "Enter" && asked(event) && picture(asked(event)));
  }

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
