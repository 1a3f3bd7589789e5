/* Adds what is found to the checkboxes of a field; see search/widgets.py. */
(() => {
  const WAIT = 250;
  let timer;

  const show = (box, found) => {
    const list = box.querySelector("[data-found]");
    const none = box.querySelector("[data-none]").innerHTML;
    list.replaceChildren();
    box.querySelector("[data-status]").textContent = found.length || none;
    found.forEach((one) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary";
      button.textContent = `+ ${one.label}`;
      button.addEventListener("click", () => add(box, one, item));
      item.append(button);
      list.append(item);
    });
  };

  const add = (box, one, item) => {
    const chosen = box.querySelector("[data-chosen]");
    const known = [...chosen.querySelectorAll("input")].find((input) => input.value === one.key);
    const input = known || document.createElement("input");
    input.checked = true;
    if (!known) {
      const label = document.createElement("label");
      input.type = "checkbox";
      input.name = box.dataset.name;
      input.value = one.key;
      input.checked = true;
      label.append(input, ` ${one.label}`);
      const row = document.createElement("li");
      row.append(label);
      chosen.append(row);
    }
    item.remove();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    box.querySelector("[data-search]").focus();
  };

  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-cchc-choose] [data-search]")) return;
    event.stopPropagation();
    const box = event.target.closest("[data-cchc-choose]");
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const query = event.target.value.trim();
      if (!query) return show(box, []);
      const answer = await fetch(`${box.dataset.url}?q=${encodeURIComponent(query)}`);
      if (answer.ok) show(box, (await answer.json()).results);
    }, WAIT);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-cchc-choose] [data-search]")) {
      event.preventDefault();
    }
  });
})();
