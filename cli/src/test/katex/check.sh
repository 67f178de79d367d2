#!/bin/sh
# Renders every formula of every example with KaTeX in strict mode: a development test, outside the
# build. It needs node and npm, and the package registry once.
set -e
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH= cd -- "$here/../../../.." && pwd)
examples="$root/generated-examples/src/main/nabla/dev/nabla/examples"

for tool in node npm; do
  if ! command -v $tool >/dev/null 2>&1; then
    echo "skipped: $tool is not installed; LaTeX output was not checked" >&2
    exit 0
  fi
done
if [ ! -d "$here/node_modules/katex" ]; then
  if ! (cd "$here" && npm ci --silent --no-audit --no-fund); then
    echo "skipped: KaTeX cannot be installed; LaTeX output was not checked" >&2
    exit 0
  fi
fi

pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT
write() { # name, options...
  name=$1
  shift
  "$root/nabla" derive --format latex "$@" >"$pages/$name.tex"
  "$root/nabla" derive --format markdown "$@" >"$pages/$name.md"
}
for file in "$examples"/*.nabla; do
  name=$(basename "$file" .nabla)
  write "$name" --steps --cost "$file"
  write "$name-rows" --steps --expand --layout jacobian --jacobian "$file"
done
write hessian --hessian --cost --steps -e 'loss L = ‖A x - b‖^2' --wrt x
write logits --hessian -e 'loss L = logsumexp(z)'
write opaque --steps -e 'fn g(u); fn E(z, y); a = W x; z = g(a); loss L = E(z, y)'
write names --steps -e 'α_in = β^T x; h_out1 = tanh(α_in); ŷ = V h_out1; loss L = ‖ŷ - y‖^2'
write literal --steps -e 'dim n = 3; input x : (n); f = [x[1] + x[2] x[3], x[1]^2 + 3 x[2]]'
write pieces --steps --cost -e 'dim n; param x : (n); loss L = sum(where(x > 0, x, 0.1 x)) + max(x) + prod(x)'
node "$here/check.js" "$pages"
