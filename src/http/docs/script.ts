/** What the page does in a browser: real addresses in the commands, copying, finding, opening what a link names. */
export const SCRIPT = `
for (const pre of document.querySelectorAll('.copy pre')) {
  pre.textContent = pre.textContent.replace('http://127.0.0.1:8080', location.origin);
}
document.addEventListener('click', async ({ target }) => {
  if (!target.matches('.copy button')) return;
  const command = target.nextElementSibling;
  try {
    await navigator.clipboard.writeText(command.textContent);
    target.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(command);
    target.textContent = 'Selected';
  }
});
document.getElementById('find').addEventListener('input', ({ target }) => {
  const wanted = target.value.trim().toLowerCase();
  for (const call of document.querySelectorAll('.call')) {
    call.hidden = !call.firstElementChild.textContent.toLowerCase().includes(wanted);
  }
  for (const section of document.querySelectorAll('section')) {
    section.hidden = wanted !== '' && section.querySelector('.call:not([hidden])') === null;
  }
});
const open = () => {
  const named = document.getElementById(location.hash.slice(1));
  if (named?.localName === 'details') named.open = true;
};
addEventListener('hashchange', open);
open();
`;
