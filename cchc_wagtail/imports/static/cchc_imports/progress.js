// Draws how far an import is, and shows the outcome when it is done.
const place = document.querySelector("[data-cchc-progress]");

async function ask() {
  try {
    const answer = await fetch(place.dataset.cchcProgress, { headers: { Accept: "application/json" } });
    const { working, processed, total } = await answer.json();
    if (!working) {
      location.reload();
      return;
    }
    const bar = place.querySelector("progress");
    bar.max = total || 1;
    bar.value = processed;
    place.querySelector("output").textContent = `${processed}/${total}`;
  } catch {
    // The line is down: ask again.
  }
  setTimeout(ask, 1000);
}

if (place) setTimeout(ask, 500);
