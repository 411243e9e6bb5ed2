// How far work is, without a reload: the page is asked for every second and its part about the work replaced. Without
// this script the page renews itself, and so it does whenever anything goes wrong.
"use strict";

const EVERY = 1000;

async function look() {
  const here = document.getElementById("work");
  if (!here || !here.hasAttribute("data-busy")) return;
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("work");
    if (!found) throw new Error("another page");
    renew(here, found);
    setTimeout(look, EVERY);
  } catch {
    setTimeout(() => window.location.reload(), 5 * EVERY);
  }
}

// While the work goes on only words and numbers are renewed, so that the focus stays where it is.
function renew(here, found) {
  if (!found.hasAttribute("data-busy")) {
    const had = here.contains(document.activeElement);
    here.replaceWith(document.adoptNode(found));
    if (had) document.getElementById("main").focus({ preventScroll: true });
    return;
  }
  const said = here.querySelector("[role=status]");
  const words = found.querySelector("[role=status]").textContent;
  if (said.textContent !== words) said.textContent = words;
  here.querySelector("dl").replaceWith(document.adoptNode(found.querySelector("dl")));
  here.querySelector("progress").value = found.querySelector("progress").value;
}

setTimeout(look, EVERY);
