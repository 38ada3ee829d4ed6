/** An element with properties, attributes and children; texts are always text. */
export function element(name, properties = {}, ...children) {
  const node = document.createElement(name);
  const { attributes = {}, ...rest } = properties;
  Object.assign(node, rest);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}
