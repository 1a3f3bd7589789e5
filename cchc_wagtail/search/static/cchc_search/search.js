// Suggestions while typing, as a WAI-ARIA combobox with a list; and word of searches and of opened
// results for the log, which knows nobody.
// Without script the form and the links work as they are.

const WAIT = 200;
const LEAST = 2;

function element(name, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

class Combobox {
  constructor(input, number) {
    this.input = input;
    this.id = `cchc-suggestions-${number}`;
    this.list = element("ul", { id: this.id, role: "listbox", class: "cchc-suggestions" });
    this.list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    this.list.hidden = true;
    this.status = element("div", { role: "status", class: "cchc-hidden" });
    input.after(this.list, this.status);
    for (const [key, value] of Object.entries({
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": this.id,
      "aria-expanded": "false",
    })) {
      input.setAttribute(key, value);
    }
    this.chosen = -1;
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    // Keeps the focus in the box, so that the click arrives before the list closes.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  wait() {
    clearTimeout(this.timer);
    this.request?.abort();
    const text = this.input.value.trim();
    if (text.length < LEAST) return this.close();
    this.timer = setTimeout(() => this.ask(text), WAIT);
  }

  async ask(text) {
    this.request = new AbortController();
    const address = new URL(this.input.dataset.cchcSuggestions, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { signal: this.request.signal });
      if (answer.ok) this.show((await answer.json()).suggestions);
    } catch {
      // Typed on, or offline: the form still searches.
    }
  }

  show(suggestions) {
    this.list.replaceChildren(
      ...suggestions.map(({ title, url, kind }, number) => {
        const option = element("li", {
          id: `${this.id}-${number}`,
          role: "option",
          class: "cchc-suggestions__option",
          "aria-selected": "false",
        });
        const label = element("span", { class: "cchc-suggestions__kind" });
        label.textContent = kind;
        option.append(title, " ", label);
        option.dataset.url = url;
        option.addEventListener("click", () => location.assign(url));
        return option;
      }),
    );
    this.choose(-1);
    const open = suggestions.length > 0 && document.activeElement === this.input;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    const { cchcSome, cchcNone } = this.input.dataset;
    this.status.textContent = suggestions.length ? `${suggestions.length} ${cchcSome}` : cchcNone;
  }

  choose(number) {
    const options = [...this.list.children];
    this.chosen = number;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === number)));
    if (number < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", options[number].id);
    options[number].scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (event.isComposing) return;
    const count = this.list.hidden ? 0 : this.list.children.length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && count && this.chosen >= 0) {
      event.preventDefault();
      location.assign(this.list.children[this.chosen].dataset.url);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // From the box itself (-1) to the first or the last, and round again.
      this.choose(((this.chosen + 1 + step + count + 1) % (count + 1)) - 1);
    }
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
  }
}

document
  .querySelectorAll("[data-cchc-suggestions]")
  .forEach((input, number) => new Combobox(input, number));

for (const list of document.querySelectorAll("[data-cchc-log]")) {
  navigator.sendBeacon(list.dataset.cchcLog);
}

// Some browsers do not follow the attribute "ping"; a beacon does the same in all of them.
for (const link of document.querySelectorAll(".cchc-search-results a[ping], .cchc-answer a[ping]")) {
  const address = link.getAttribute("ping");
  link.removeAttribute("ping");
  const tell = (event) => {
    if (event.type === "click" || event.button === 1) navigator.sendBeacon(address);
  };
  link.addEventListener("click", tell);
  link.addEventListener("auxclick", tell);
}
