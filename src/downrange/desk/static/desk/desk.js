"use strict";
// Names the fields that the admin leaves without one: those of tables by the heading of their column, and the boxes of
// Select2 by the label of the field that they stand for.
(() => {
  let count = 0;
  const identify = (element) => {
    element.id ||= `desk-name-${(count += 1)}`;
    return element.id;
  };
  const nameOf = (field) => {
    const label = field.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    if (label) return label;
    const cell = field.closest("td");
    const heading = cell?.closest("table")?.tHead?.rows[0]?.cells;
    return [...(heading ?? [])].find((each) => [...each.classList].some((name) => name.startsWith("column-") && `field-${name.slice(7)}` === [...cell.classList].find((known) => known.startsWith("field-"))));
  };
  const name = () => {
    for (const field of document.querySelectorAll("td input:not([type=hidden]), td select, td textarea")) {
      if (field.hasAttribute("aria-label") || field.hasAttribute("aria-labelledby") || field.closest(".select2")) continue;
      if (field.closest("td.delete")) field.setAttribute("aria-label", "Delete");
      const named = nameOf(field);
      if (named) field.setAttribute("aria-labelledby", identify(named));
    }
    for (const field of document.querySelectorAll(".form-row .vDateField:not([aria-label]), .form-row .vTimeField:not([aria-label])")) {
      const row = field.closest(".flex-container, .form-row");
      const named = row.querySelector("label, legend");
      if (field.closest("td") || !named || named.htmlFor === field.id) continue;
      const kind = field.classList.contains("vDateField") ? "date" : "time";
      field.setAttribute("aria-label", `${named.textContent.trim().replace(/:$/, "")}, ${kind}`);
    }
    for (const box of document.querySelectorAll("select.admin-autocomplete + .select2:not([data-named])")) {
      const named = nameOf(box.previousElementSibling);
      if (!named) continue;
      box.dataset.named = "";
      const id = identify(named);
      for (const part of box.querySelectorAll("[role=textbox], [role=listbox], .select2-search__field")) {
        part.setAttribute("aria-labelledby", id);
      }
      const selection = box.querySelector(".select2-selection");
      const rendered = box.querySelector(".select2-selection__rendered");
      selection.setAttribute("aria-labelledby", rendered?.id ? `${id} ${rendered.id}` : id);
    }
    for (const search of document.querySelectorAll(".select2-dropdown .select2-search__field:not([aria-label])")) {
      search.setAttribute("aria-label", "Search");
    }
    for (const heading of document.querySelectorAll("th.original:empty")) {
      heading.textContent = "Record";
    }
  };
  const start = () => {
    name();
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
