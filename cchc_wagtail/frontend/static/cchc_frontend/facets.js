// Narrows the values of a long facet down by what is typed, with or without marks.
const fold = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

for (const facet of document.querySelectorAll("[data-cchc-facet]")) {
  const more = facet.querySelector("details");
  if (!more) continue;
  const values = [...facet.querySelectorAll("li")];
  const texts = values.map((value) => fold(value.textContent));

  const box = document.createElement("input");
  box.type = "search";
  box.className = "cchc-search-form__input";
  box.setAttribute("aria-label", facet.dataset.label);
  box.placeholder = facet.dataset.label;
  const status = document.createElement("span");
  status.className = "cchc-hidden";
  status.setAttribute("role", "status");
  facet.querySelector("ul").before(box, status);

  box.addEventListener("input", () => {
    const syllables = fold(box.value).split(/\s+/);
    values.forEach((value, place) => {
      value.hidden = !syllables.every((syllable) => texts[place].includes(syllable));
    });
    more.open = box.value.trim() !== "";
    const left = values.filter((value) => !value.hidden).length;
    status.textContent = `${left} ${facet.dataset.left}`;
  });
  // Enter would send the form before a value is chosen.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
