// Shows what answers a question already while it is being typed. Without it, the next step does.
const DELAY = 500;
const SHORTEST = 10;

const place = document.querySelector("[data-cchc-similar]");
const form = place?.closest("form");
let timer;
let running;
let shownFor = "";

async function suggest() {
  const text = form.elements.text.value.trim();
  if (text === shownFor) return;
  running?.abort();
  running = new AbortController();
  shownFor = text;
  if (text.length < SHORTEST) {
    place.replaceChildren();
    return;
  }
  try {
    const response = await fetch(place.dataset.cchcSimilar, {
      method: "POST",
      body: new FormData(form),
      signal: running.signal,
    });
    if (response.ok) place.innerHTML = await response.text();
  } catch (error) {
    if (error.name !== "AbortError") place.replaceChildren();
  }
}

form?.elements.text.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, DELAY);
});
