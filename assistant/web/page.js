// A mark of the newest answer jumps to its card beside the conversation; an older one opens the clause's own page.
document.addEventListener("click", (event) => {
  const mark = event.target.closest && event.target.closest("a.pq-mark");
  const card = mark && document.getElementById("pq-" + mark.dataset.card);
  if (!card) return;
  event.preventDefault();
  card.scrollIntoView({ behavior: "smooth", block: "nearest" });
  card.classList.remove("pq-flash");
  void card.offsetWidth;
  card.classList.add("pq-flash");
});
// A new answer is shown from its question on.
new MutationObserver(() => {
  const talk = document.querySelector(".pq-talk");
  const asked = talk && talk.querySelectorAll(".pq-asked");
  if (!asked || asked.length === Number(talk.dataset.seen || 0)) return;
  talk.dataset.seen = asked.length;
  if (asked.length) talk.scrollTop = asked[asked.length - 1].offsetTop - talk.offsetTop - 8;
}).observe(document, { childList: true, subtree: true });
