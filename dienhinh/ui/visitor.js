// Whoever is signed out elsewhere, or has been away too long, leaves no names on the screen.
export default function (component) {
  if (!component.data.signedIn || window.dienhinhSession) return;
  window.dienhinhSession = true;
  const look = async () => {
    const answer = await fetch("/phien", { cache: "no-store" }).catch(() => null);
    if (answer?.status !== 401) return;
    window.dienhinhKeeper = { unsaved: false };
    location.assign("/dang-nhap?next=" + encodeURIComponent(location.pathname + location.search));
  };
  setInterval(look, 30000);
  document.addEventListener("visibilitychange", () => document.hidden || look());
}
