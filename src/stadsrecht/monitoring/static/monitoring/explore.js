// Choices of a figure's page without a reload. Without this script they are plain links and forms, and remain so
// whenever anything goes wrong: the browser then goes to the address itself.
"use strict";

const main = document.getElementById("main");

function isChoice(element) {
  return element && element.closest("#explore") !== null;
}

async function show(address, { remember }) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("main");
    if (!found || !page.getElementById("explore")) throw new Error("another page");
    const height = window.scrollY;
    main.replaceChildren(...found.childNodes);
    document.title = page.title;
    if (remember) history.pushState({ explore: true }, "", address);
    window.scrollTo(0, height);
    // The focus stays with the choice; a screen reader hears the sentence under the chart.
    const here = main.querySelector("#explore [aria-current], #explore summary");
    (here || document.getElementById("chart")).focus({ preventScroll: true });
  } catch {
    window.location.assign(address);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!isChoice(link)) return;
  event.preventDefault();
  show(link.href, { remember: true });
});

document.addEventListener("submit", (event) => {
  if (!isChoice(event.target)) return;
  event.preventDefault();
  const address = new URL(event.target.action);
  address.search = new URLSearchParams(new FormData(event.target)).toString();
  show(address.href, { remember: true });
});

history.replaceState({ explore: true }, "");
window.addEventListener("popstate", (event) => {
  if (event.state && event.state.explore) show(window.location.href, { remember: false });
});
