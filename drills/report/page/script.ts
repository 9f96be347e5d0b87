/** The page's only script: the switch of languages. Without it the page stays English. */
export const SCRIPT = `(() => {
const root = document.documentElement;
const buttons = [...document.querySelectorAll("button[data-language]")];
const show = (language) => {
root.lang = language;
document.title = root.getAttribute("data-title-" + language);
for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.language === language));
};
for (const button of buttons) button.addEventListener("click", () => show(button.dataset.language));
show(navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
})();`;
