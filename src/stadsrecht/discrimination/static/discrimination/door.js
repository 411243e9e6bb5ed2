// The door works without this. With it, leaving takes the page out of the history and bars the way back to the others,
// and a burst costs work, not waiting. It stands before the page's body, so that a page that is barred is never seen.
"use strict";

const LEFT = "left";

// The memory of this tab; a browser may refuse it, and leaving must not wait for that.
function memory(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}

function leave() {
  document.documentElement.hidden = true;
  memory((kept) => kept.setItem(LEFT, "yes"));
  window.location.replace(document.getElementById("exit").href);
}

// Whoever presses Back after somebody left in a hurry is led away again, before a step of the form is shown.
const [arrival] = performance.getEntriesByType("navigation");
const isBack = arrival && arrival.type === "back_forward" && memory((kept) => kept.getItem(LEFT));
if (isBack) document.documentElement.hidden = true;
else memory((kept) => kept.removeItem(LEFT));

const presses = [];
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  presses.push(event.timeStamp);
  if (presses.length >= 3 && event.timeStamp - presses[presses.length - 3] < 2000) leave();
});

// A page that the browser kept shows nothing of what was typed when somebody comes back to it.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (memory((kept) => kept.getItem(LEFT))) leave();
  else window.location.reload();
});

async function isFound(challenge, number, bits) {
  const words = new TextEncoder().encode(`${challenge} ${number}`);
  const digest = new DataView(await crypto.subtle.digest("SHA-256", words));
  return digest.getUint32(0) >>> (32 - bits) === 0;
}

async function work(event) {
  const form = event.target, button = event.submitter;
  if (!button || button.value !== "send" || form.elements.work.value) return;
  event.preventDefault();
  document.getElementById("working").hidden = false;
  let number = 0;
  while (!(await isFound(form.dataset.challenge, number, Number(form.dataset.bits)))) number += 1;
  form.elements.work.value = String(number);
  form.requestSubmit(button);
}

document.addEventListener("DOMContentLoaded", () => {
  if (isBack) leave();
  document.getElementById("exit").addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.querySelector(".key").hidden = false;
  const faults = document.getElementById("faults");
  if (faults) faults.focus();
  const form = document.querySelector("form[data-challenge]");
  if (form && window.crypto && crypto.subtle) form.addEventListener("submit", work);
});
