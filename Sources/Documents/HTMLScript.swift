/// What a page can do besides being read: sort tables, show one language at a time, copy how a number was made.
///
/// Written without assumptions about the text: it reads what is there and adds no markup from it.
enum HTMLScript {
  static let text = """
    "use strict";
    (() => {
      const announcement = document.getElementById("announcement");
      const announce = (words) => {
        announcement.textContent = words;
        setTimeout(() => { announcement.textContent = ""; }, 2500);
      };

      const texts = [...document.querySelectorAll(".text[id]")];
      const links = [...document.querySelectorAll(".languages a")];
      const show = (text) => {
        for (const each of texts) each.hidden = each !== text;
        for (const link of links) {
          if (link.hash === "#" + text.id) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
        document.documentElement.lang = text.lang;
        if (text.dataset.title) document.title = text.dataset.title;
      };
      const wanted = () => {
        const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
        return target && target.closest(".text[id]");
      };
      if (texts.length > 1) {
        const own = texts.find((text) => navigator.language.startsWith(text.lang));
        show(wanted() || own || texts[0]);
        addEventListener("hashchange", () => { const text = wanted(); if (text) show(text); });
      }

      const value = (row, column) => {
        const cell = row.cells[column];
        const words = cell ? cell.textContent.trim() : "";
        const number = parseFloat(words.replace(/,/g, "").replace(/^[<>]/, "").replace("\\u2212", "-"));
        return { words, number };
      };
      const compare = (one, other) => {
        const [a, b] = [Number.isNaN(one.number), Number.isNaN(other.number)];
        if (!a && !b) return one.number - other.number;
        if (a !== b) return null;
        return one.words.localeCompare(other.words, document.documentElement.lang);
      };
      const sort = (table, column, heading) => {
        const rising = heading.getAttribute("aria-sort") === "descending";
        for (const each of table.tHead.querySelectorAll("[aria-sort]")) each.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", rising ? "ascending" : "descending");
        const body = table.tBodies[0];
        const rows = [...body.rows];
        const fixed = rows.filter((row) => row.className === "total");
        const free = rows.filter((row) => row.className !== "total").map((row) => [value(row, column), row]);
        free.sort(([one], [other]) => {
          const order = compare(one, other);
          // What is no number stands last either way.
          if (order === null) return Number.isNaN(one.number) ? 1 : -1;
          return rising ? order : -order;
        });
        body.append(...free.map(([, row]) => row), ...fixed);
      };
      for (const table of document.querySelectorAll("table.sortable")) {
        if (!table.tHead) continue;
        [...table.tHead.rows[table.tHead.rows.length - 1].cells].forEach((heading, column) => {
          if (!heading.textContent.trim()) return;
          const button = document.createElement("button");
          button.type = "button";
          button.append(...heading.childNodes);
          button.addEventListener("click", () => sort(table, column, heading));
          heading.append(button);
        });
      }

      const copy = async (number) => {
        try {
          await navigator.clipboard.writeText(number.title);
          announce(number.closest(".text").dataset.copied);
        } catch {
          announce(number.title);
        }
      };
      for (const number of document.querySelectorAll(".number[role]")) {
        number.addEventListener("click", () => copy(number));
        number.addEventListener("keydown", (event) => {
          if (event.key === "Enter" || event.key === " ") { event.preventDefault(); copy(number); }
        });
      }
    })();
    """
}
