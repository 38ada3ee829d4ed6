/* Begin the form editor, with the fonts that come with this site in the place of those on another host. */

const fonts = [
  ['Source Sans 3', 'public-sans.woff2', '200 900'],
  ['Material Symbols Outlined', 'material-symbols.woff2', '400'],
]
for (const [family, file, weight] of fonts) {
  document.fonts.add(new FontFace(family, `url(${new URL(file, import.meta.url)})`, { weight, display: 'block' }))
}
const script = document.createElement('script')
script.src = new URL('sveltia-cms.js', import.meta.url)
document.body.append(script)
