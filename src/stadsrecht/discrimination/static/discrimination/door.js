// The door works without this. With it, leaving takes the page out of the history, and a burst costs work, not waiting.
"use strict";

const exit = document.getElementById("exit");

function leave() {
  document.documentElement.hidden = true;
  window.location.replace(exit.href);
}

exit.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

const presses = [];
document.querySelector(".key").hidden = false;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  presses.push(event.timeStamp);
  if (presses.length >= 3 && event.timeStamp - presses[presses.length - 3] < 2000) leave();
});

// A page that the browser kept shows nothing of what was typed when somebody comes back to it.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

const faults = document.getElementById("faults");
if (faults) faults.focus();

async function isFound(challenge, number, bits) {
  const words = new TextEncoder().encode(`${challenge} ${number}`);
  const digest = new DataView(await crypto.subtle.digest("SHA-256", words));
  return digest.getUint32(0) >>> (32 - bits) === 0;
}

const form = document.querySelector("form[data-challenge]");
if (form && window.crypto && crypto.subtle) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button || button.value !== "send" || form.elements.work.value) return;
    event.preventDefault();
    document.getElementById("working").hidden = false;
    let number = 0;
    while (!(await isFound(form.dataset.challenge, number, Number(form.dataset.bits)))) number += 1;
    form.elements.work.value = String(number);
    form.requestSubmit(button);
  });
}
