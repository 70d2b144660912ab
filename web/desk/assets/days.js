"use strict";
// Tells each chosen day in Chinese with its day of the week beside the field: the field itself is written in the language of the browser.
(() => {
  const FIELDS = "input[type=date], input[type=datetime-local]";
  const WEEK = "日一二三四五六";

  const told = (value) => {
    const [year, month, day] = value.slice(0, 10).split("-").map(Number);
    const time = value.slice(11, 16);
    return `${year}年${month}月${day}日 星期${WEEK[new Date(Date.UTC(year, month - 1, day)).getUTCDay()]}${time && ` ${time}`}`;
  };

  const tell = (field) => {
    let line = field.nextElementSibling;
    if (!line || !line.classList.contains("told-day")) {
      line = document.createElement("span");
      line.className = "told-day";
      line.setAttribute("aria-hidden", "true"); // who hears the page hears the field
      field.after(line);
    }
    line.textContent = field.value ? told(field.value) : "";
  };

  const every = () => document.querySelectorAll(FIELDS).forEach(tell);

  document.addEventListener("input", (event) => event.target.matches(FIELDS) && tell(event.target));
  document.addEventListener("drawn", every); // a form was put in the place of another
  every();
})();
