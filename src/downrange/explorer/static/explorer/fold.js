"use strict";

// On a narrow screen the help and the form fold away, so that the answer is what one sees; not if the form has errors.
{
  const ask = document.getElementById("ask");
  const wide = window.matchMedia("(min-width: 60rem)");
  const fold = () => {
    ask.open = wide.matches || "refused" in ask.dataset;
  };
  fold();
  wide.addEventListener("change", fold);
}
