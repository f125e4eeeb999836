"use strict";

// Countdowns go on between two loads of the page. Without this script they are of the minute in which it was made.
{
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const say = (seconds) => {
    const parts = [];
    let rest = Math.abs(seconds);
    for (const [name, length] of units) {
      const number = Math.floor(rest / length);
      rest -= number * length;
      if (number || parts.length) parts.push(`${number} ${name}`);
    }
    const text = parts.slice(0, 3).join(" ") || "0 s";
    return seconds >= 0 ? `in ${text}` : `${text} ago`;
  };
  const places = document.querySelectorAll("[data-until]");
  const tick = () => {
    for (const place of places) {
      place.textContent = say(Math.round((Date.parse(place.dataset.until) - Date.now()) / 1000));
    }
  };
  if (places.length) {
    tick();
    setInterval(tick, 1000);
  }
}

// A picture that its host does not send leaves no hole.
for (const image of document.querySelectorAll(".picture img")) {
  const remove = () => image.closest(".picture").remove();
  if (image.complete && image.src && !image.naturalWidth && image.loading !== "lazy") remove();
  image.addEventListener("error", remove);
}
