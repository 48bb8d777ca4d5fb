#!/bin/sh
# Copies the front-end packages named in package.json into static/vendor/, with versions and licences.
# Needs node and npm; the copies are committed, so running the product needs neither.
set -eu
cd "$(dirname "$0")/.."

if [ -f package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel=error
else
    npm install --no-audit --no-fund --loglevel=error
fi

modules=node_modules
out=static/vendor
rm -rf "$out"
mkdir -p "$out/bootstrap" "$out/htmx" "$out/fonts"

# The manifest storage would look for the source map, which is not shipped.
sed '/^\/\*# sourceMappingURL=/d' "$modules/bootstrap/dist/css/bootstrap.min.css" > "$out/bootstrap/bootstrap.min.css"
cp "$modules/bootstrap/LICENSE" "$out/bootstrap/LICENSE"
sed '/^\/\/# sourceMappingURL=/d' "$modules/htmx.org/dist/htmx.min.js" > "$out/htmx/htmx.min.js"
cp "$modules/htmx.org/LICENSE" "$out/htmx/LICENSE"

for family in source-sans-3 source-serif-4; do
    fonts="$modules/@fontsource-variable/$family"
    mkdir -p "$out/fonts/$family"
    for subset in latin latin-ext; do
        for style in normal italic; do
            cp "$fonts/files/$family-$subset-wght-$style.woff2" "$out/fonts/$family/"
        done
    done
    cp "$fonts/LICENSE" "$out/fonts/$family/LICENSE"
done

# The accessibility engine of the browser tests stands beside them: a machine without node runs them too.
mkdir -p tests/e2e/vendor
cp "$modules/axe-core/axe.min.js" "$modules/axe-core/LICENSE" tests/e2e/vendor/

version() { node -p "require('./$modules/$1/package.json').version"; }
{
    echo '# Vendored front-end packages'
    echo
    echo 'Written by `scripts/vendor.sh` from `package.json`; do not edit by hand.'
    echo
    echo '| folder | package | version | licence |'
    echo '| --- | --- | --- | --- |'
    echo "| \`bootstrap/\` | bootstrap (style sheet only) | $(version bootstrap) | MIT |"
    echo "| \`htmx/\` | htmx.org | $(version htmx.org) | 0BSD |"
    echo "| \`fonts/source-sans-3/\` | @fontsource-variable/source-sans-3 (latin, latin-ext) | $(version @fontsource-variable/source-sans-3) | OFL-1.1 |"
    echo "| \`fonts/source-serif-4/\` | @fontsource-variable/source-serif-4 (latin, latin-ext) | $(version @fontsource-variable/source-serif-4) | OFL-1.1 |"
    echo "| \`tests/e2e/vendor/\` (not shipped) | axe-core | $(version axe-core) | MPL-2.0 |"
} > "$out/VERSIONS.md"
