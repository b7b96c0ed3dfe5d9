// Datasette's forms name their fields by their place alone; screen readers need a name.
const names = [
  ['select[name^="_filter_column"]', 'Column'],
  ['select[name^="_filter_op"]', 'Comparison'],
  ['input[name^="_filter_value"]', 'Value'],
  ['select[name="_sort"]', 'Sort by'],
  ['textarea[name="sql"]', 'SQL'],
];
for (const [field, name] of names) {
  for (const found of document.querySelectorAll(field)) found.setAttribute('aria-label', name);
}
